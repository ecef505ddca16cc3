import { z } from 'zod';
import { contactChannels } from '@wedsync/domain/privacy';

/** At most `most` messages within any `days` days; on one channel, or over all of them together. */
export const frequencyCapSchema = z.strictObject({
  channel: z.enum([...contactChannels, 'all']),
  most: z.int().min(1).max(100),
  days: z.int().min(1).max(90),
});
export type FrequencyCap = z.infer<typeof frequencyCapSchema>;

const hour = z.int().min(0).max(23);

/** What holds for every playbook. */
export const playbookPolicySchema = z
  .strictObject({
    /** Nothing is sent by any playbook while this is set. */
    stopped: z.boolean(),
    caps: z.array(frequencyCapSchema).max(10),
    /** The supplier's local hours in which nothing is sent, from the first up to the second. */
    quietFrom: hour,
    quietUntil: hour,
    /** A colleague spoke with the supplier this recently: automation keeps out of it. */
    humanContactHours: z
      .int()
      .min(0)
      .max(24 * 30),
    /** How long a message waits for a free day, a free hour or room under a cap before it is given up. */
    patienceDays: z.int().min(1).max(30),
  })
  .refine(({ quietFrom, quietUntil }) => quietFrom !== quietUntil, {
    path: ['quietUntil'],
    message: 'Quiet hours that begin and end together would be none, or all.',
  });
export type PlaybookPolicy = z.infer<typeof playbookPolicySchema>;

export const usualPolicy: PlaybookPolicy = {
  stopped: false,
  caps: [
    { channel: 'all', most: 2, days: 7 },
    { channel: 'all', most: 5, days: 30 },
    { channel: 'sms', most: 1, days: 7 },
  ],
  quietFrom: 20,
  quietUntil: 8,
  humanContactHours: 72,
  patienceDays: 7,
};
