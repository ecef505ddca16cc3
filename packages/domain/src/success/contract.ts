import { currencySchema, limits, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { healthBandSchema, healthMeasureKeySchema } from './health/model.ts';

const instant = z.iso.datetime({ offset: true });

export const healthReasonSchema = z.object({
  key: healthMeasureKeySchema,
  title: z.string(),
  words: z.string(),
  points: z.number(),
  kind: z.enum(['good', 'bad']),
});

export const healthOverrideSchema = z.object({
  value: z.int(),
  reason: z.string(),
  byName: z.string(),
  at: instant,
  expiresAt: instant,
});

/** One supplier's health as lists show it; the id is the supplier's. */
export const healthScoreRowSchema = z.object({
  id: z.string(),
  supplierId: z.string(),
  businessName: z.string(),
  vendorType: z.string(),
  ownerId: z.string().nullable(),
  mrrMinor: z.int(),
  score: z.int().nullable(),
  band: healthBandSchema,
  autoScore: z.int().nullable(),
  autoBand: healthBandSchema,
  trend: z.int(),
  change7: z.int().nullable(),
  change14: z.int().nullable(),
  /** Eight points a week apart, oldest first. */
  weeks: z.array(z.int().nullable()),
  coverage: z.number(),
  exception: z.string().nullable(),
  modelVersion: z.int().nullable(),
  override: healthOverrideSchema.nullable(),
  reasons: z.array(healthReasonSchema),
  scoredAt: instant.nullable(),
});
export type HealthScoreRow = z.infer<typeof healthScoreRowSchema>;

const id = z.string().max(64);
export const healthScoreFilterSchema = z.strictObject({
  id: z.array(id).max(limits.maxFilterListItems).optional(),
  supplierId: oneOrMany(id).optional(),
  band: oneOrMany(healthBandSchema).optional(),
  ownerId: id.optional(),
  overridden: z.boolean().optional(),
  /** "up" or "down": only suppliers that moved that way within a week. */
  moved: z.enum(['up', 'down']).optional(),
  q: searchSchema.optional(),
});
export type HealthScoreFilter = z.infer<typeof healthScoreFilterSchema>;

export const healthExplanationSchema = z.object({
  supplierId: z.string(),
  score: z.int().nullable(),
  band: healthBandSchema,
  autoScore: z.int().nullable(),
  autoBand: healthBandSchema,
  uncapped: z.number().nullable(),
  trend: z.int(),
  coverage: z.number(),
  minimumCoverage: z.number(),
  exception: z.object({ key: z.string(), title: z.string(), cap: z.number() }).nullable(),
  /** The segment whose members are weighed otherwise, if it is in one. */
  weighting: z.object({ key: z.string(), title: z.string() }).nullable(),
  override: healthOverrideSchema.nullable(),
  modelVersion: z.int(),
  modelTitle: z.string(),
  scoredAt: instant,
  reasons: z.array(healthReasonSchema),
  groups: z.array(z.object({ key: z.string(), title: z.string(), score: z.number().nullable(), share: z.number() })),
  measures: z.array(
    z.object({
      key: healthMeasureKeySchema,
      title: z.string(),
      group: z.string(),
      unit: z.string(),
      definition: z.string(),
      words: z.string().nullable(),
      value: z.number().nullable(),
      score: z.number().nullable(),
      share: z.number(),
      contribution: z.number(),
    }),
  ),
  history: z.array(
    z.object({
      day: z.iso.date(),
      score: z.int().nullable(),
      autoScore: z.int().nullable(),
      modelVersion: z.int(),
      reconstructed: z.boolean(),
    }),
  ),
  change: z
    .object({
      since: z.iso.date(),
      total: z.number(),
      behaviour: z.number(),
      configuration: z.number(),
      measures: z.array(
        z.object({
          key: healthMeasureKeySchema,
          title: z.string(),
          before: z.number().nullable(),
          after: z.number().nullable(),
          points: z.number(),
        }),
      ),
    })
    .nullable(),
});
export type HealthExplanation = z.infer<typeof healthExplanationSchema>;

const figureSchema = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['money', 'count']),
  /** Minor units when the kind is money; null when the reader may not see it or nothing is known. */
  value: z.number().nullable(),
  currency: currencySchema.nullable(),
  definition: z.string(),
  formula: z.string(),
  source: z.string(),
  to: z.string().nullable(),
  rising: z.enum(['good', 'bad', 'neutral']),
  history: z.array(z.object({ day: z.iso.date(), value: z.number() })),
});
export type DashboardFigure = z.infer<typeof figureSchema>;

/** One thing that happened, as the live stream tells it. */
export const recentEventSchema = z.object({
  id: z.string(),
  supplierId: z.string().nullable(),
  at: instant,
  summary: z.string(),
});
export type RecentEvent = z.infer<typeof recentEventSchema>;

export const dashboardSchema = z.object({
  asOf: instant,
  figures: z.array(figureSchema),
  bands: z.array(z.object({ band: healthBandSchema, suppliers: z.int(), mrrMinor: z.int() })),
  /** Suppliers whose last subscription has ended; they stand in no band. */
  gone: z.int(),
  mrrByCurrency: z.array(z.object({ currency: currencySchema, suppliers: z.int(), mrrMinor: z.int() })),
});
export type Dashboard = z.infer<typeof dashboardSchema>;
