import { idListSchema, instantSchema, oneOrMany } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { EventRejection } from './product-events.ts';

export const malformedEventLimits = {
  /** New ones kept in an hour; one fault needs no more to be found, and whoever floods the door must not flood the database. All are counted. */
  keptPerHour: 50,
  /** Of one fault in one request. */
  keptOfOneFault: 5,
  keptDays: 90,
} as const;

/** Where an event can be wrong; `event` stands for the whole of it, and for fields nobody knows. */
export const faultyFields = ['id', 'supplierExternalId', 'name', 'occurredAt', 'properties', 'event'] as const;
export type FaultyField = (typeof faultyFields)[number];

/** What is wrong first of all with an event: few words whatever was sent, so that faults can be counted by it. */
export function faultOf({ errors }: EventRejection): { readonly field: FaultyField; readonly detail: string } {
  const [path = 'event', detail = ''] = Object.entries(errors)[0] ?? [];
  const field = faultyFields.find((one) => one === path.split('.')[0]) ?? 'event';
  return { field, detail: `${path}: ${detail}` };
}

const exampleSchema = z.object({
  /** As it came, cut after some thousand characters. */
  payload: z.string(),
  requestId: z.string().nullable(),
  times: z.int(),
  lastReceivedAt: instantSchema,
});

/** One thing that was wrong with product events of the host application, and how often. */
export const malformedEventSchema = z.object({
  id: z.string(),
  /** What was wrong, by field. */
  errors: z.record(z.string(), z.string()),
  times: z.int(),
  /** Different events kept of it. */
  kept: z.int(),
  firstReceivedAt: instantSchema,
  lastReceivedAt: instantSchema,
  /** The latest, when one fault is shown, to people who may see contacts in full. */
  examples: z.array(exampleSchema).optional(),
});
export type MalformedEvent = z.infer<typeof malformedEventSchema>;

export const malformedEventFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  field: oneOrMany(z.enum(faultyFields)).optional(),
});
export type MalformedEventFilter = z.infer<typeof malformedEventFilterSchema>;
