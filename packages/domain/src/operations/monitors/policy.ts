import { idListSchema, instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { monthTitle } from './months.ts';

const month = (title: string) =>
  z
    .int()
    .min(1, 'January is month 1.')
    .max(12, 'December is month 12.')
    .meta({ title, description: `1 is ${monthTitle(1)}, 12 is ${monthTitle(12)}` });

/** When the house is held to other thresholds, and by how much. */
const fields = {
  weddingEnabled: z.boolean().meta({ title: 'Wedding days are watched more closely' }),
  weddingMinSuppliers: z.int().min(1).max(1_000_000).meta({ title: 'From how many suppliers at a wedding' }),
  weddingMinPercent: z.number().min(0).max(100).meta({ title: 'And from which share of all, in percent' }),
  weddingFactor: z.number().min(0.05, 'At least 0.05.').max(1, 'At most 1, which changes nothing.').meta({
    title: 'Thresholds on a wedding day, as a part of the ordinary',
    description: '0.5 halves the distance to ideal',
  }),
  weddingEscalateAfterMinutes: z
    .int()
    .min(1)
    .max(720)
    .meta({ title: 'Text somebody after so many minutes on a wedding day' }),
  seasonEnabled: z.boolean().meta({ title: 'Peak season is eased' }),
  northFrom: month('Season of the north begins in month'),
  northTo: month('Season of the north ends with month'),
  southFrom: month('Season of the south begins in month'),
  southTo: month('Season of the south ends with month'),
  seasonFactor: z
    .number()
    .min(1, 'At least 1, which changes nothing.')
    .max(100)
    .meta({ title: 'Counts that are ordinary in season, as a multiple' }),
  seasonMinPercent: z
    .number()
    .min(0)
    .max(100)
    .meta({ title: 'A half of the world counts from which share of suppliers, in percent' }),
};

/** What holds for all monitors; its one row is `all`. */
export const watchPolicySchema = z.object({
  id: z.literal('all'),
  ...fields,
  version: z.int(),
  updatedAt: instantSchema,
});
export type WatchPolicy = z.infer<typeof watchPolicySchema>;

export const changeWatchPolicySchema = z.strictObject(fields);
export type ChangeWatchPolicy = z.infer<typeof changeWatchPolicySchema>;
export const watchPolicyFilterSchema = z.strictObject({ id: idListSchema.optional() });
export type WatchPolicyFilter = z.infer<typeof watchPolicyFilterSchema>;
