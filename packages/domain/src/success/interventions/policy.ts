import { z } from 'zod';

const cost = z.int().min(0).max(1_000_000);
const minutes = z.int().min(0).max(480);

/** What acts of playbooks cost, and how long and how finely their effect is looked at. Money in minor units of the reporting currency. */
export const interventionPolicySchema = z.strictObject({
  emailPerThousandMinor: cost,
  smsPerThousandMinor: cost,
  inAppPerThousandMinor: cost,
  /** A colleague's minutes for a task that is done, an alert, an answer to read, a message to approve. */
  taskMinutes: minutes,
  alertMinutes: minutes,
  replyMinutes: minutes,
  approvalMinutes: minutes,
  hourlyCostMinor: cost,
  /** Whoever pays so many days after entering has stayed. */
  retentionDays: z.int().min(7).max(365),
  /** The smallest difference worth knowing of; the planned sample follows from it. */
  smallestEffect: z.number().min(0.005).max(0.5),
});
export type InterventionPolicy = z.infer<typeof interventionPolicySchema>;
