import { calendarDateSchema, currencySchema, idListSchema, instantSchema, oneOrMany } from '@wedsync/domain/platform';
import { z } from 'zod';

/** A published rate: what one euro bought, and what one unit is worth in the reporting currency. */
export const fxRateSchema = z.object({
  id: z.int(),
  day: calendarDateSchema,
  currency: currencySchema,
  source: z.string(),
  perEuro: z.string(),
  gbpPerUnit: z.string(),
  recordedAt: instantSchema,
});
export type FxRateRow = z.infer<typeof fxRateSchema>;

export const fxRateFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  currency: oneOrMany(currencySchema).optional(),
  dayFrom: calendarDateSchema.optional(),
  dayTo: calendarDateSchema.optional(),
});
export type FxRateFilter = z.infer<typeof fxRateFilterSchema>;

/** The newest rate of each currency, with its age. `stale` when no rate has come for longer than any holiday lasts. */
export const fxStandingSchema = z.object({
  asOf: instantSchema,
  source: z.string().nullable(),
  lastImportAt: instantSchema.nullable(),
  currencies: z.array(
    z.object({
      currency: currencySchema,
      day: calendarDateSchema,
      gbpPerUnit: z.string(),
      ageDays: z.int(),
      stale: z.boolean(),
      days: z.int(),
    }),
  ),
});
export type FxStanding = z.infer<typeof fxStandingSchema>;
