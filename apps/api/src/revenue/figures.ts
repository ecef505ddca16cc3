import { mrrCohorts, mrrRateTable, mrrSeries, mrrViewLines } from '@wedsync/db/revenue';
import type { Reader } from '@wedsync/db/platform';
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
import type { z } from 'zod';
import { defineDoor, type Door } from '../platform/index.ts';

type Figure<Query, Answer> = {
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodType<Query>;
  readonly response: z.ZodType<Answer>;
  readonly read: (reader: Reader, query: Query, now: Date) => Promise<Answer>;
};

/** A figure is read within the scope of whoever asks, by whoever may read movements. */
function defineFigure<Query, Answer>({ read, ...sign }: Figure<Query, Answer>): Door {
  return defineDoor<string, Query, undefined, Answer>({
    ...sign,
    method: 'get',
    permission: 'mrr-movements:list',
    answer: ({ store, actor, query, clock }) => store.read(actor, (reader) => read(reader, query, clock.now())),
  });
}

/** What the revenue pages are made of. */
export const figures: readonly Door[] = [
  defineFigure({
    path: '/revenue/mrr',
    summary: 'Start, movements and end of MRR month by month, for everybody or segment by segment',
    query: mrrSeriesQuerySchema,
    response: mrrSeriesSchema,
    read: mrrSeries,
  }),
  defineFigure({
    path: '/revenue/rates',
    summary: 'Retention, churn and conversion of a period, and what they are made of',
    query: mrrRatesQuerySchema,
    response: mrrRateTableSchema,
    read: mrrRateTable,
  }),
  defineFigure({
    path: '/revenue/lines',
    summary: 'Effective, committed and Stripe-compatible MRR side by side',
    query: mrrViewLinesQuerySchema,
    response: mrrViewLinesSchema,
    read: mrrViewLines,
  }),
  defineFigure({
    path: '/revenue/cohorts',
    summary: 'Suppliers by the month they began to pay, and what stayed of them',
    query: mrrCohortsQuerySchema,
    response: mrrCohortsSchema,
    read: mrrCohorts,
  }),
];
