import { monthsBetween, type MrrCohorts, type MrrCohortsQuery } from '@wedsync/domain/revenue';
import type { Reader } from '../platform/index.ts';
import { movementsWithSegments, segmentConditions, viewColumns, viewOf } from './mrr-segments.ts';
import { logo } from './mrr-series.queries.ts';

type Row = {
  readonly cohort: string;
  readonly month: string;
  readonly amount: number;
  readonly logos: number;
  readonly began: number;
  readonly beganWith: number;
};

/** Suppliers by the month they began to pay, and what they bring in each month since. Movements add up, so one pass is enough. */
export async function mrrCohorts(reader: Reader, query: MrrCohortsQuery, now: Date): Promise<MrrCohorts> {
  const { from, to, ...segment } = query;
  const { where, bindings } = segmentConditions(segment);
  const found: { rows: Row[] } = await reader.sql.raw(
    `select to_char(a.cohort, 'YYYY-MM') as cohort, to_char(m.month, 'YYYY-MM') as month,
       sum(m.amount_minor)::bigint as amount, sum(${logo})::int as logos,
       coalesce(sum(${logo}) filter (where m.type = 'new'), 0)::int as began, coalesce(sum(m.amount_minor) filter (where m.type = 'new'), 0)::bigint as "beganWith"
     from ${movementsWithSegments} where ${viewColumns[viewOf('net', segment)]} and a.cohort between :from::date and :to::date and m.month <= :to::date ${where}
     group by 1, 2 order by 1, 2`,
    { ...bindings, from: `${from}-01`, to: `${to}-01` },
  );
  const cohorts = [...new Set(found.rows.map(({ cohort }) => cohort))];
  return {
    asOf: now.toISOString(),
    cohorts: cohorts.map((cohort) =>
      cohortRow(cohort, to, new Map(found.rows.flatMap((row) => (row.cohort === cohort ? [[row.month, row]] : [])))),
    ),
  };
}

function cohortRow(cohort: string, to: string, moved: ReadonlyMap<string, Row>): MrrCohorts['cohorts'][number] {
  let active = 0;
  let mrrMinor = 0;
  const months = monthsBetween(cohort, to).map((month) => {
    active += moved.get(month)?.logos ?? 0;
    mrrMinor += moved.get(month)?.amount ?? 0;
    return { month, active, mrrMinor };
  });
  const first = moved.get(cohort);
  return { cohort, suppliers: first?.began ?? 0, startMinor: first?.beganWith ?? 0, months };
}
