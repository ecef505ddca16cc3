import {
  longestPauseDays,
  monthAfter,
  noAmounts,
  periodRates,
  type MrrDimension,
  type MrrRatesQuery,
  type MrrRateTable,
  type PeriodSums,
} from '@wedsync/domain/revenue';
import { dayBounds } from '@wedsync/domain/platform';
import type { Reader } from '../platform/index.ts';
import { dimensionColumns, movementsWithSegments, segmentConditions, viewColumns, viewOf } from './mrr-segments.ts';
import { logo } from './mrr-series.queries.ts';
import { segmentLabels } from './segment-labels.queries.ts';

/** The rates of the months from one to another taken as one period, and everything they are made of. */
export async function mrrRateTable(reader: Reader, query: MrrRatesQuery, now: Date): Promise<MrrRateTable> {
  const sums = await periodSums(reader, query, now);
  const trials = await trialsEnded(reader, query, now);
  const keys = [...new Set([...sums.keys(), ...trials.keys()])].sort();
  const labels = await segmentLabels(reader, query.by, keys);
  return {
    asOf: now.toISOString(),
    segments: keys.map((key) => {
      const own: PeriodSums = { ...(sums.get(key) ?? nothing), ...trials.get(key) };
      return { key, label: labels.get(key) ?? key, sums: own, rates: periodRates(own) };
    }),
  };
}

const nothing: PeriodSums = {
  startMinor: 0,
  endMinor: 0,
  amounts: noAmounts,
  newSuppliers: 0,
  activeStart: 0,
  activeEnd: 0,
  retainedMinor: 0,
  retainedCappedMinor: 0,
  inactiveSuppliers: 0,
  suppliersStart: 0,
  lostSuppliers: 0,
  involuntaryChurnMinor: 0,
  pauseChurnMinor: 0,
  trialsEnded: 0,
  trialsConverted: 0,
};

/** Neither taken back nor taking something back. */
const stands = `not m.reversal and m.id not in (select r.restates_movement_id from mrr_movements r where r.restates_movement_id is not null and r.reversal)`;

/** A supplier that has not been active since a season pause rests, for half a year. */
const rests = (edge: 'start' | 'end') =>
  `(logos_${edge} <= 0 and last_pause_${edge} = last_${edge} and last_pause_${edge} > :${edge}At::timestamptz - ${longestPauseDays} * interval '1 day')`;

const keyOf = (by: MrrDimension | undefined) =>
  by === undefined ? `'all'` : `coalesce(${dimensionColumns[by]}, 'none')`;

/** One pass over the movements gives every supplier's standing at both ends; a second over suppliers adds them up. */
async function periodSums(reader: Reader, query: MrrRatesQuery, now: Date): Promise<Map<string, PeriodSums>> {
  const { from, to, by, ...segment } = query;
  const { where, bindings } = segmentConditions(segment);
  const within = `filter (where m.month >= :from::date)`;
  const before = `filter (where m.month < :from::date)`;
  const amount = (type: string) =>
    `coalesce(sum(m.amount_minor) filter (where m.month >= :from::date and m.type = '${type}'), 0) as "${type}"`;
  const last = (more: string) => `max(m.effective_at) filter (where ${stands} and m.type <> 'fx_impact' ${more})`;
  const paused = `and m.type = 'churn' and m.reason = 'pause'`;
  const found: { rows: Row[] } = await reader.sql.raw(
    `with each as (
      select ${keyOf(by)} as segment, m.supplier_id,
        coalesce(sum(m.amount_minor) ${before}, 0) as start_minor, sum(m.amount_minor) as end_minor,
        coalesce(sum(${logo}) ${before}, 0) as logos_start, sum(${logo}) as logos_end,
        ${last('and m.month < :from::date')} as last_start, ${last(`and m.month < :from::date ${paused}`)} as last_pause_start,
        ${last('')} as last_end, ${last(paused)} as last_pause_end,
        coalesce(sum(${logo}) filter (where m.month >= :from::date and m.type = 'new'), 0) as fresh,
        ${['new', 'expansion', 'contraction', 'churn', 'reactivation', 'fx_impact'].map(amount).join(', ')},
        coalesce(sum(m.amount_minor) filter (where m.month >= :from::date and m.type = 'churn' and m.reason in ('cancel_involuntary', 'dispute')), 0) as involuntary,
        coalesce(sum(m.amount_minor) filter (where m.month >= :from::date and m.type = 'churn' and m.reason = 'pause'), 0) as pause,
        count(*) ${within} as moved
      from ${movementsWithSegments} where ${viewColumns[viewOf('net', segment, by)]} and m.month <= :to::date ${where} group by 1, 2)
    select segment, sum(start_minor)::bigint as "startMinor", sum(end_minor)::bigint as "endMinor",
      sum("new")::bigint as "new", sum(expansion)::bigint as expansion, sum(contraction)::bigint as contraction, sum(churn)::bigint as churn,
      sum(reactivation)::bigint as reactivation, sum(fx_impact)::bigint as fx_impact, sum(fresh)::int as "newSuppliers",
      count(*) filter (where logos_start > 0)::int as "activeStart", count(*) filter (where logos_end > 0)::int as "activeEnd",
      coalesce(sum(end_minor) filter (where logos_start > 0), 0)::bigint as "retainedMinor",
      coalesce(sum(least(end_minor, start_minor)) filter (where logos_start > 0), 0)::bigint as "retainedCappedMinor",
      count(*) filter (where logos_start > 0 and logos_end <= 0)::int as "inactiveSuppliers",
      count(*) filter (where logos_start > 0 or ${rests('start')})::int as "suppliersStart",
      count(*) filter (where (logos_start > 0 or ${rests('start')}) and logos_end <= 0 and not coalesce(${rests('end')}, false))::int as "lostSuppliers",
      sum(involuntary)::bigint as "involuntaryChurnMinor", sum(pause)::bigint as "pauseChurnMinor"
    from each group by segment`,
    { ...bindings, ...edges(from, to, now) },
  );
  return new Map(found.rows.map((row) => [row.segment, sumsOf(row)]));
}

type Row = Omit<PeriodSums, 'amounts' | 'trialsEnded' | 'trialsConverted'> &
  PeriodSums['amounts'] & { readonly segment: string };

function sumsOf({
  segment: _key,
  new: fresh,
  expansion,
  contraction,
  churn,
  reactivation,
  fx_impact,
  ...sums
}: Row): PeriodSums {
  const amounts = { new: fresh, expansion, contraction, churn, reactivation, fx_impact };
  return { ...sums, amounts, trialsEnded: 0, trialsConverted: 0 };
}

/** Months begin at midnight where is reported, which in summer is an hour before that of UTC. */
function edges(from: string, to: string, now: Date) {
  const startAt = dayBounds(`${from}-01`).start;
  const endAt = dayBounds(`${monthAfter(to)}-01`).start;
  return { from: `${from}-01`, to: `${to}-01`, startAt, endAt: endAt < now ? endAt : now };
}

type Trials = Pick<PeriodSums, 'trialsEnded' | 'trialsConverted'>;

/** Trials that ended in the period, and how many of them paid an invoice above zero. A trial somebody left early ended when they left. */
async function trialsEnded(reader: Reader, query: MrrRatesQuery, now: Date): Promise<Map<string, Trials>> {
  const { from, to, by, ...segment } = query;
  const asSubscription = (column: string) => column.replaceAll('m.', 'b.');
  const { where, bindings } = segmentConditions(segment);
  const found: { rows: (Trials & { segment: string })[] } = await reader.sql.raw(
    `select ${asSubscription(keyOf(by))} as segment, count(*)::int as "trialsEnded",
       count(*) filter (where exists (select 1 from invoices i where i.subscription_id = b.id and i.paid_at is not null and i.total_minor > 0))::int as "trialsConverted"
     from subscriptions b join suppliers s on s.id = b.supplier_id left join mrr_accounts a on a.supplier_id = b.supplier_id
     where b.trial_end is not null and least(b.trial_end, coalesce(b.ended_at, b.trial_end)) >= :startAt::timestamptz
       and least(b.trial_end, coalesce(b.ended_at, b.trial_end)) < :endAt::timestamptz ${asSubscription(where)} group by 1`,
    { ...bindings, ...edges(from, to, now) },
  );
  return new Map(found.rows.map(({ segment: key, ...trials }) => [key, trials]));
}
