import { z } from 'zod';

const versionSchema = z.object({
  version: z.int(),
  fields: z.array(z.object({ name: z.string(), type: z.string(), optional: z.boolean() })),
  example: z.record(z.string(), z.unknown()),
});

/** A type of event with who follows it and how often it was told in the last 24 hours. */
export const eventStandingSchema = z.object({
  type: z.string(),
  capability: z.string(),
  description: z.string(),
  /** The present one first. */
  versions: z.array(versionSchema),
  followers: z.array(z.string()),
  toldInADay: z.int(),
});
export type EventStanding = z.infer<typeof eventStandingSchema>;
