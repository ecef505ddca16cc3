import { z } from 'zod';
import {
  backtestRetention,
  baseValue,
  discountedLifetime,
  discountedResidualLifetime,
  fitRetention,
  mixtureResidualValue,
  retentionLogLik,
  retentionRates,
  survivalCurve,
  totalCohorts,
  type CohortTotals,
  type RetentionCurve,
} from '@wedsync/domain/revenue';
import { operation, type Operation } from './operation.ts';

const model = z.enum(['geometric', 'weibull', 'sbg', 'bdw']);
const cohort = z.array(z.number());
const positive = z.number().positive();
const share = z.number().min(0).lt(1);

const curveSchema = z.discriminatedUnion('model', [
  z.object({ model: z.literal('geometric'), theta: share }),
  z.object({ model: z.literal('weibull'), theta: share, c: positive }),
  z.object({ model: z.literal('sbg'), alpha: positive, beta: positive }),
  z.object({ model: z.literal('bdw'), alpha: positive, beta: positive, c: positive }),
]);
const discounting = z.object({
  discountRate: z.number().min(0),
  horizon: z.int().positive().optional(),
  firstPayment: z.enum(['now', 'in-a-period']).optional(),
});

/** Contractual retention. The first payment is now and periods are renewal opportunities unless the input says otherwise. */
export const retentionOperations: Readonly<Record<string, Operation>> = {
  'retention.fit': operation(z.object({ model, survivors: cohort, horizon: z.int().positive().default(12) }), (input) =>
    fitted(input.model, totalCohorts([input.survivors]), input.horizon),
  ),
  'retention.fitMultiCohort': operation(
    z.object({ model, cohorts: z.array(cohort), horizon: z.int().positive().default(12) }),
    (input) => fitted(input.model, totalCohorts(input.cohorts), input.horizon),
  ),
  'retention.logLik': operation(
    z.object({
      model,
      survivors: cohort.optional(),
      cohorts: z.array(cohort).optional(),
      at: z.array(z.record(z.string(), z.number())),
    }),
    (input) => {
      const totals = totalCohorts(input.cohorts ?? [input.survivors ?? []]);
      return {
        logLik: input.at.map((params) => retentionLogLik(curveSchema.parse({ model: input.model, ...params }), totals)),
      };
    },
  ),
  'retention.derl': operation(
    z.intersection(curveSchema, discounting.extend({ renewals: z.array(z.int().min(0)) })),
    (input) => ({
      derl: input.renewals.map((renewals) => discountedResidualLifetime(input, renewals, input)),
      delNewCustomer: discountedLifetime(input, input),
    }),
  ),
  'retention.baseValue': operation(
    z.intersection(
      curveSchema,
      discounting.extend({
        marginPerPeriod: z.number(),
        activeByRenewals: z.record(z.string(), z.number()),
        aggregateRetention: z.object({ retained: z.number(), from: z.number().positive() }).optional(),
      }),
    ),
    (input) => {
      const active = new Map(
        Object.entries(input.activeByRenewals).map(([renewals, count]) => [Number(renewals), count]),
      );
      const retention = input.aggregateRetention;
      return baseValue(
        input,
        active,
        input.marginPerPeriod,
        retention === undefined ? null : retention.retained / retention.from,
        input,
      );
    },
  ),
  'retention.mixtureDerl': operation(
    z.object({
      segments: z.array(z.object({ retention: z.number(), share: z.number() })),
      margin: z.number(),
      discountRate: z.number().min(0),
      renewals: z.int().min(0),
    }),
    ({ segments, renewals, margin, discountRate }) => mixtureResidualValue(segments, renewals, margin, discountRate),
  ),
};

function fitted(name: z.output<typeof model>, totals: CohortTotals, horizon: number) {
  const { curve, standardErrors, ...fit } = fitRetention(name, totals);
  return {
    params: parametersOf(curve),
    standardErrors: standardErrors === null ? null : parametersOf(standardErrors),
    survival: survivalCurve(curve, horizon),
    retention: retentionRates(curve, horizon),
    holdoutMape: backtestRetention(name, totals),
    ...fit,
  };
}

function parametersOf({ model: _, ...params }: RetentionCurve) {
  return params;
}
