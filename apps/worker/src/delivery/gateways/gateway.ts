import type { OutgoingMessage } from '@wedsync/db/delivery';

/** What came of one attempt, as far as the gateway can tell. */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  /** The destination asks us to wait; no attempt is spent. */
  | { readonly outcome: 'limited'; readonly error: string; readonly retryAfterMs: number }
  /** It answered no to this message, and will again; what that says of its recipient. */
  | { readonly outcome: 'refused'; readonly error: string; readonly recipient: 'gone' | 'said_stop' | null }
  /** It surely did not arrive, and another attempt may: the destination is not well, or does not know us. */
  | { readonly outcome: 'failed'; readonly error: string }
  /** No answer: it may have arrived. */
  | { readonly outcome: 'unknown'; readonly error: string };

/** A way out of the house. Sending never throws: what went wrong is an outcome. */
export type Gateway = {
  /** The breaker it shares with every other process. */
  readonly destination: string;
  readonly send: (message: OutgoingMessage) => Promise<SendOutcome>;
  /** The same gateway with what it has to know of these messages, read once for all of them. */
  readonly openFor?: (messages: readonly OutgoingMessage[]) => Promise<Gateway>;
  /**
   * What to do about a message whose last outcome is unknown: ask the provider whether it arrived, repeat it because the receiving side recognises
   * its id, or leave it to a person because a second one would be worse than none.
   */
  readonly whenUnknown:
    | { readonly kind: 'ask'; readonly find: (message: OutgoingMessage) => Promise<string | null> }
    | { readonly kind: 'repeat' }
    | { readonly kind: 'leave' };
};

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reads a property of a thrown value that only some libraries set. */
export function fieldOf(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
}
