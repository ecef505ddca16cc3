import type { DeclineClass, DunningFigures } from '@wedsync/domain/billing';
import { calendarDate, grouped, reportingZone, roundHalfEven } from '@wedsync/domain/platform';
import type { Reader } from '../../platform/index.ts';
import { ratesOn, reportingCurrency } from '../fx-rates.queries.ts';

/** Cohorts older than this are history nobody acts on. */
const months = 12;

type Bucket = {
  readonly declineClass: DeclineClass;
  readonly month: string;
  readonly currency: string;
  readonly state: 'open' | 'recovered' | 'lost';
  readonly access: string | null;
  readonly cases: number;
  readonly amountMinor: number;
};

/**
 * Money in dunning now, and what became of what failed in the last twelve months. What is open counts as open, never as lost or recovered; what was
 * never owed (voided, credited) is in no figure. Sums are in the reporting currency at today's rates.
 */
export async function dunningFigures(reader: Reader, now: Date): Promise<DunningFigures> {
  const buckets = await bucketsOf(reader);
  const rateOf = await ratesOn(reader, calendarDate(now));
  const worth = ({ amountMinor, currency }: Bucket) => amountMinor * (rateOf(currency) ?? 0);
  const open = buckets.filter(({ state }) => state === 'open');
  const count = (some: readonly Bucket[]) => some.reduce((sum, { cases }) => sum + cases, 0);
  const sum = (some: readonly Bucket[]) => roundHalfEven(some.reduce((total, bucket) => total + worth(bucket), 0));
  const recovery = (some: readonly Bucket[]) => {
    const of = (state: Bucket['state']) => some.filter((bucket) => bucket.state === state);
    return {
      cases: count(some),
      recovered: count(of('recovered')),
      open: count(of('open')),
      lost: count(of('lost')),
      amountMinor: sum(some),
      recoveredMinor: sum(of('recovered')),
    };
  };
  const groups = <Key extends string>(keyOf: (bucket: Bucket) => Key) => [...grouped(recent(buckets, now), keyOf)];
  return {
    currency: reportingCurrency,
    openCases: count(open),
    openMinor: sum(open),
    restricted: count(open.filter(({ access }) => access === 'read_only')),
    suspended: count(open.filter(({ access }) => access === 'suspended')),
    withoutRate: [...new Set(buckets.flatMap(({ currency }) => (rateOf(currency) === undefined ? currency : [])))],
    byClass: groups(({ declineClass }) => declineClass)
      .map(([declineClass, some]) => ({ declineClass, ...recovery(some) }))
      .sort((a, b) => b.cases - a.cases),
    byCohort: groups(({ month }) => month)
      .map(([month, some]) => ({ month, ...recovery(some) }))
      .sort((a, b) => b.month.localeCompare(a.month)),
    asOf: now.toISOString(),
  };
}

function recent(buckets: readonly Bucket[], now: Date): Bucket[] {
  const [year = 0, month = 1] = calendarDate(now).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - months, 1)).toISOString().slice(0, 7);
  return buckets.filter((bucket) => bucket.month >= first);
}

async function bucketsOf({ sql }: Reader): Promise<Bucket[]> {
  const found: { rows: Bucket[] } = await sql.raw(
    `select d.decline_class as "declineClass", to_char(d.opened_at at time zone ?, 'YYYY-MM') as month, d.currency, d.state, d.access,
       count(*)::int as cases, sum(case when d.state = 'open' then d.amount_minor else coalesce(i.total_minor, d.amount_minor) end)::bigint as "amountMinor"
     from dunning_cases d left join invoices i on i.id = d.invoice_id
     where d.state <> 'voided' and (d.state = 'open' or d.opened_at > now() - interval '13 months')
     group by 1, 2, 3, 4, 5`,
    [reportingZone],
  );
  return found.rows;
}
