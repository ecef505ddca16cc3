import { idListSchema, instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';

const fields = {
  escalationEnabled: z.boolean(),
  escalateAfterMinutes: z.int().min(1, 'Wait at least a minute.').max(720, 'Wait at most 12 hours.'),
};

/** What holds for all alerts; its one row is `all`. */
export const alertPolicySchema = z.object({
  id: z.literal('all'),
  ...fields,
  version: z.int(),
  updatedAt: instantSchema,
});
export type AlertPolicy = z.infer<typeof alertPolicySchema>;

export const updateAlertPolicySchema = z.strictObject(fields).partial();
export type UpdateAlertPolicy = z.infer<typeof updateAlertPolicySchema>;
export const alertPolicyFilterSchema = z.strictObject({ id: idListSchema.optional() });
export type AlertPolicyFilter = z.infer<typeof alertPolicyFilterSchema>;
