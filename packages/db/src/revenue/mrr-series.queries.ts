import {
  monthFigures,
  monthsBetween,
  noAmounts,
  type MonthMovements,
  type MrrDimension,
  type MrrMovementType,
  type MrrSegment,
  type MrrSeries,
  type MrrSeriesQuery,
  type MrrView,
  type MrrViewLines,
  type MrrViewLinesQuery,
} from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import type { Reader } from '../platform/index.ts';
import { dimensionColumns, movementsWithSegments, segmentConditions, viewColumns, viewOf } from './mrr-segments.ts';
import { segmentLabels } from './segment-labels.queries.ts';

/** A movement counts once, its reversal takes the count back. */
const counted = `(case when m.reversal then -1 else 1 end)`;
/** How the number of paying suppliers moves. */
export const logo = `(case m.type when 'new' then 1 when 'reactivation' then 1 when 'churn' then -1 else 0 end) * ${counted}`;

/** Start, movements and end of each month, from one pass over the movements; one series, or one for each segment. */
export async function mrrSeries(reader: Reader, query: MrrSeriesQuery, now: Date): Promise<MrrSeries> {
  const { from, to, by, view, ...segment } = query;
  const moved = await monthMovements(reader, { from, to, view: viewOf(view, segment, by), by, segment });
  const months = monthsBetween(from, to);
  const keys = [...moved.keys()].sort();
  const labels = await segmentLabels(reader, by, keys);
  return {
    asOf: now.toISOString(),
    ...(await standingOfMrr(reader)),
    currency: reportingCurrency,
    segments: keys.map((key) => {
      const { before, within } = moved.get(key) ?? { before: nothing, within: [] };
      return { key, label: labels.get(key) ?? key, months: monthFigures(within, months, before) };
    }),
  };
}

type Asked = {
  readonly from: string;
  readonly to: string;
  readonly view: MrrView;
  readonly by: MrrDimension | undefined;
  readonly segment: MrrSegment;
};
type Moved = { before: { mrrMinor: number; active: number }; within: MonthMovements[] };
const nothing = { mrrMinor: 0, active: 0 };

type SumRow = {
  readonly segment: string;
  readonly month: string | null;
  readonly type: MrrMovementType;
  readonly amount: number;
  readonly count: number;
  readonly logos: number;
};

export async function monthMovements(reader: Reader, asked: Asked): Promise<Map<string, Moved>> {
  const { from, to, view, by, segment } = asked;
  const { where, bindings } = segmentConditions(segment);
  const key = by === undefined ? `'all'` : `coalesce(${dimensionColumns[by]}, 'none')`;
  const found: { rows: SumRow[] } = await reader.sql.raw(
    `select ${key} as segment, case when m.month >= :from::date then to_char(m.month, 'YYYY-MM') end as month, m.type,
       sum(m.amount_minor)::bigint as amount, sum(${counted})::int as count, sum(${logo})::int as logos
     from ${movementsWithSegments} where ${viewColumns[view]} and m.month <= :to::date ${where} group by 1, 2, 3`,
    { ...bindings, from: `${from}-01`, to: `${to}-01` },
  );
  const segments = new Map<string, Moved>(by === undefined ? [['all', { before: { ...nothing }, within: [] }]] : []);
  for (const row of found.rows) {
    const moved = segments.get(row.segment) ?? { before: { ...nothing }, within: [] };
    segments.set(row.segment, moved);
    if (row.month === null) {
      moved.before.mrrMinor += row.amount;
      moved.before.active += row.logos;
    } else moved.within = withRow(moved.within, row.month, row);
  }
  return segments;
}

function withRow(
  months: readonly MonthMovements[],
  month: string,
  { type, amount, count, logos }: SumRow,
): MonthMovements[] {
  const known = months.find((one) => one.month === month) ?? { month, amounts: noAmounts, counts: noAmounts, logos: 0 };
  const next = {
    month,
    amounts: { ...known.amounts, [type]: known.amounts[type] + amount },
    counts: { ...known.counts, [type]: known.counts[type] + count },
    logos: known.logos + logos,
  };
  return [...months.filter((one) => one.month !== month), next];
}

async function standingOfMrr({ sql }: Reader): Promise<{ publishedAt: string | null; withoutRate: number }> {
  const found: { rows: { publishedAt: Date | null; withoutRate: number }[] } = await sql.raw(
    `select (select max(published_at) from mrr_movements) as "publishedAt",
       (select count(*)::int from mrr_accounts where missing_rate is not null) as "withoutRate"`,
  );
  const { publishedAt = null, withoutRate = 0 } = found.rows[0] ?? {};
  return { publishedAt: publishedAt?.toISOString() ?? null, withoutRate };
}

/** The end of every month in each view, side by side: what the bridge to Stripe's own figure is made of. */
export async function mrrViewLines(reader: Reader, { from, to, ...segment }: MrrViewLinesQuery): Promise<MrrViewLines> {
  const { where, bindings } = segmentConditions(segment);
  const sumOf = (view: MrrView) =>
    `coalesce(sum(m.amount_minor) filter (where ${viewColumns[viewOf(view, segment)]}), 0)::bigint`;
  const found: { rows: { month: string | null; net: number; committed: number; stripe: number }[] } =
    await reader.sql.raw(
      `select case when m.month >= :from::date then to_char(m.month, 'YYYY-MM') end as month,
       ${sumOf('net')} as net, ${sumOf('committed')} as committed, ${sumOf('stripe')} as stripe
     from ${movementsWithSegments} where m.month <= :to::date ${where} group by 1`,
      { ...bindings, from: `${from}-01`, to: `${to}-01` },
    );
  const sums = new Map(found.rows.map((row) => [row.month ?? 'before', row]));
  const line = {
    netMinor: sums.get('before')?.net ?? 0,
    committedMinor: sums.get('before')?.committed ?? 0,
    stripeMinor: sums.get('before')?.stripe ?? 0,
  };
  return {
    months: monthsBetween(from, to).map((month) => {
      line.netMinor += sums.get(month)?.net ?? 0;
      line.committedMinor += sums.get(month)?.committed ?? 0;
      line.stripeMinor += sums.get(month)?.stripe ?? 0;
      return { month, ...line };
    }),
  };
}
