import { z } from 'zod';
import type { DeadLetter } from './contract.ts';

/** What of a letter somebody may put right, as it stands. */
export type Correctable = Readonly<Record<string, unknown>>;

const facts = z.record(z.string(), z.unknown());

/** The part of the payload that may be edited, a row per kind. What a provider sent is evidence and stays as it came, so its letters cannot be corrected. */
const parts: Readonly<Record<DeadLetter['kind'], ((payload: Correctable) => Correctable) | null>> = {
  job: ({ input }) => factsIn(input),
  'consumer-event': ({ payload }) => factsIn(payload),
  message: ({ recipient, subject }) => ({ recipient, subject }),
  'provider-event': null,
  'refused-event': ({ payload }) => factsIn(payload),
};

/** What of a letter may be put right, with what was put right before; null when nothing may. */
export function correctableOf({ kind, payload, correction }: Pick<DeadLetter, 'kind' | 'payload' | 'correction'>) {
  return correction ?? parts[kind]?.(payload) ?? null;
}

function factsIn(value: unknown): Correctable {
  return facts.safeParse(value).data ?? {};
}
