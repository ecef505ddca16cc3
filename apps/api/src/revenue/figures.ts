import { mrrCohorts, mrrRateTable, mrrSeries, mrrViewLines } from '@wedsync/db/revenue';
import type { Reader } from '@wedsync/db/platform';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import {
  mrrCohortsQuerySchema,
  mrrCohortsSchema,
  mrrRatesQuerySchema,
  mrrRateTableSchema,
  mrrSeriesQuerySchema,
  mrrSeriesSchema,
  mrrViewLinesQuerySchema,
  mrrViewLinesSchema,
} from '@wedsync/domain/revenue';
import { Router } from 'express';
import type { z } from 'zod';
import { contextFor, type ApiServices, type Door } from '../platform/index.ts';

type Figure<Query, Answer> = {
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodType<Query>;
  readonly answer: z.ZodType<Answer>;
  readonly read: (reader: Reader, query: Query, now: Date) => Promise<Answer>;
};

type Sealed = { readonly door: Door; readonly read: (reader: Reader, raw: unknown, now: Date) => Promise<unknown> };

function figure<Query, Answer>({ path, summary, query, answer, read }: Figure<Query, Answer>): Sealed {
  return {
    door: { method: 'get', path, summary, auth: 'session', response: answer },
    read: (reader, raw, now) => read(reader, query.parse(raw), now),
  };
}

/** What the revenue pages are made of; each reads movements within the scope of whoever asks. */
const figures: readonly Sealed[] = [
  figure({
    path: '/revenue/mrr',
    summary: 'Start, movements and end of MRR month by month, for everybody or segment by segment',
    query: mrrSeriesQuerySchema,
    answer: mrrSeriesSchema,
    read: mrrSeries,
  }),
  figure({
    path: '/revenue/rates',
    summary: 'Retention, churn and conversion of a period, and what they are made of',
    query: mrrRatesQuerySchema,
    answer: mrrRateTableSchema,
    read: mrrRateTable,
  }),
  figure({
    path: '/revenue/lines',
    summary: 'Effective, committed and Stripe-compatible MRR side by side',
    query: mrrViewLinesQuerySchema,
    answer: mrrViewLinesSchema,
    read: mrrViewLines,
  }),
  figure({
    path: '/revenue/cohorts',
    summary: 'Suppliers by the month they began to pay, and what stayed of them',
    query: mrrCohortsQuerySchema,
    answer: mrrCohortsSchema,
    read: mrrCohorts,
  }),
];

export const figureDoors: readonly Door[] = figures.map(({ door }) => door);

export function figureRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  for (const { door, read } of figures)
    router.get(door.path, async (req, res) => {
      const { store, actor, principal, clock } = contextOf(req);
      if (!mayDo(principal, 'mrr-movements:list'))
        throw Forbidden({ why: 'Your role does not include mrr-movements:list.' });
      res.json(await store.read(actor, (reader) => read(reader, req.query, clock.now())));
    });
  return router;
}
