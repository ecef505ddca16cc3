import { z } from 'zod';
import type { DeadLetter } from './contract.ts';

/** What of a letter somebody may put right, as it stands. */
export type Correctable = Readonly<Record<string, unknown>>;

type Kind = {
  /** The part of the payload that may be edited. */
  readonly part: (payload: Correctable) => Correctable;
  /** What it has to look like; a job, a consumer and the schema of an event check their own facts again when they run. */
  readonly schema: (letter: Pick<DeadLetter, 'source'>) => z.ZodType<Correctable>;
};

const facts = z.record(z.string(), z.unknown());

const recipients: Readonly<Record<string, z.ZodString | z.ZodEmail>> = {
  email: z.email('Use an e-mail address.').max(254),
  sms: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Use a number with its country, such as +447700900123.'),
};

/** A row per kind. What a provider sent is evidence and stays as it came, so its letters cannot be corrected. */
const kinds: Readonly<Record<DeadLetter['kind'], Kind | null>> = {
  job: { part: ({ input }) => factsIn(input), schema: () => facts },
  'consumer-event': { part: ({ payload }) => factsIn(payload), schema: () => facts },
  message: {
    part: ({ recipient, subject }) => ({ recipient, subject }),
    schema: ({ source }) =>
      z.strictObject({
        recipient: recipients[source] ?? z.string().trim().min(1).max(200),
        subject: z.string().trim().min(1, 'Give it a subject.').max(500),
      }),
  },
  'provider-event': null,
  'refused-event': { part: ({ payload }) => factsIn(payload), schema: () => facts },
};

/** What of a letter may be put right, with what was put right before; null when nothing may. */
export function correctableOf({ kind, payload, correction }: Pick<DeadLetter, 'kind' | 'payload' | 'correction'>) {
  return correction ?? kinds[kind]?.part(payload) ?? null;
}

/** What a correction of this letter has to look like; null when there is none. */
export function correctionSchemaOf(letter: Pick<DeadLetter, 'kind' | 'source'>): z.ZodType<Correctable> | null {
  return kinds[letter.kind]?.schema(letter) ?? null;
}

function factsIn(value: unknown): Correctable {
  return facts.safeParse(value).data ?? {};
}
