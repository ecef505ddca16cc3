import { whyUnfit } from '@wedsync/domain/events';
import type { Correctable, DeadLetter } from '@wedsync/domain/operations';
import { z } from 'zod';

type Letter = Pick<DeadLetter, 'kind' | 'source' | 'payload'>;

const facts = z.record(z.string(), z.unknown());

const recipients: Readonly<Record<string, z.ZodString | z.ZodEmail>> = {
  email: z.email('Use an e-mail address.').max(254),
  sms: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Use a number with its country, such as +447700900123.'),
};

/** A row per kind: what a correction has to look like. */
const schemas: Readonly<Record<DeadLetter['kind'], ((letter: Letter) => z.ZodType<Correctable>) | null>> = {
  job: ({ payload: { inputSchema } }) => inputOf(inputSchema),
  'consumer-event': ({ payload: { type } }) => eventOf(String(type)),
  message: ({ source }) =>
    z.strictObject({
      recipient: recipients[source] ?? z.string().trim().min(1).max(200),
      subject: z.string().trim().min(1, 'Give it a subject.').max(500),
    }),
  'provider-event': null,
  'refused-event': ({ source }) => eventOf(source),
};

/** What a correction of this letter has to look like; null when there is none. */
export function correctionSchemaOf(letter: Letter): z.ZodType<Correctable> | null {
  return schemas[letter.kind]?.(letter) ?? null;
}

/** What an event of this type tells in its present version. */
function eventOf(type: string): z.ZodType<Correctable> {
  return facts.superRefine((payload, context) => {
    const problem = whyUnfit(type, payload);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

/** A job says with its letter what it takes; one that failed before letters said so checks for itself when it runs. */
function inputOf(inputSchema: unknown): z.ZodType<Correctable> {
  const told = facts.safeParse(inputSchema);
  return told.success ? z.fromJSONSchema(told.data).pipe(facts) : facts;
}
