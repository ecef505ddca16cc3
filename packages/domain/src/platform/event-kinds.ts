import { z } from 'zod';
import { eventKind } from './event-kind.ts';

/** What the ground itself tells. */
export const platformEventKinds = {
  'job.dead': eventKind({
    description: 'A job gave up after its last attempt.',
    payload: z.strictObject({
      job: z.string(),
      attempts: z.int(),
      error: z.string(),
      errorKind: z.string().nullable(),
    }),
    example: { job: 'fx.import', attempts: 5, error: 'The bank does not answer.', errorKind: 'network' },
  }),
  'event.refused': eventKind({
    description: 'An event that its schema does not allow was kept as a dead letter instead of being told.',
    payload: z.strictObject({ type: z.string(), problem: z.string() }),
    example: { type: 'invoice.paid', problem: 'totalMinor: expected number, received string' },
  }),
};
