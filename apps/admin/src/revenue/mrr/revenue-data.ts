import { useQuery } from '@tanstack/react-query';
import {
  mrrCohortsSchema,
  mrrRateTableSchema,
  mrrSeriesSchema,
  mrrViewLinesSchema,
  type MrrDimension,
} from '@wedsync/domain/revenue';
import type { z } from 'zod';
import { getJson } from '../../platform/index.ts';
import { figureQuery, type RevenueView } from './revenue-view.ts';

/** Movements are published within seconds; a minute is fresh enough for months. */
const freshMs = 60_000;

function useFigure<Answer>(path: string, query: string, schema: z.ZodType<Answer>) {
  return useQuery({
    queryKey: ['revenue', path, query],
    queryFn: async ({ signal }) => schema.parse(await getJson(`/revenue/${path}?${query}`, signal)),
    staleTime: freshMs,
    refetchInterval: freshMs,
    placeholderData: (previous) => previous,
  });
}

type Period = Pick<RevenueView, 'from' | 'to' | 'segment'>;

export function useMrrSeries({ from, to, segment }: Period, by?: MrrDimension) {
  return useFigure('mrr', figureQuery({ from, to, ...(by === undefined ? {} : { by }) }, segment), mrrSeriesSchema);
}

export function useRates({ from, to, segment }: Period, by?: MrrDimension) {
  return useFigure(
    'rates',
    figureQuery({ from, to, ...(by === undefined ? {} : { by }) }, segment),
    mrrRateTableSchema,
  );
}

export function useViewLines({ from, to, segment }: Period) {
  return useFigure('lines', figureQuery({ from, to }, segment), mrrViewLinesSchema);
}

export function useCohorts({ from, to, segment }: Period) {
  return useFigure('cohorts', figureQuery({ from, to }, segment), mrrCohortsSchema);
}
