import type { StripeReply } from '../contract.ts';
import { StripeApiError, type StripeErrorBody } from '../errors.ts';

/** How a call ended. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: StripeReply }
  | { readonly kind: 'error'; readonly status: number; readonly body: StripeErrorBody };

export interface RememberedAnswer {
  readonly key: string;
  /** Method, path and parameters of the first call. */
  readonly fingerprint: string;
  readonly answer: Answer;
}

export interface IdempotencyKeys {
  /** @throws idempotency_error when the key was used for another call */
  recall(key: string, fingerprint: string): Answer | undefined;
  remember(entry: RememberedAnswer): void;
  list(): readonly RememberedAnswer[];
  load(entries: readonly RememberedAnswer[]): void;
}

/** The oldest keys are forgotten first, as Stripe forgets them after a day. */
const maxKeys = 50_000;

/** Same key and same call: the first answer again. */
export function createIdempotencyKeys(): IdempotencyKeys {
  const entries = new Map<string, RememberedAnswer>();
  const remember = (entry: RememberedAnswer) => {
    entries.set(entry.key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxKeys) break;
      entries.delete(oldest);
    }
  };
  return {
    recall(key, fingerprint) {
      const entry = entries.get(key);
      if (entry !== undefined && entry.fingerprint !== fingerprint) throw reusedKey(key);
      return entry?.answer;
    },
    remember,
    list: () => [...entries.values()],
    load(list) {
      entries.clear();
      list.forEach(remember);
    },
  };
}

function reusedKey(key: string): StripeApiError {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeApiError(400, { type: 'idempotency_error', message });
}
