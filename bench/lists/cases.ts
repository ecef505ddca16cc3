/** One page of the supplier list: as the api is asked for it, and as SQL by hand that reads the same rows. */
export type ListCase = {
  readonly name: string;
  readonly group: 'sort' | 'deep' | 'filter' | 'filter, deep' | 'search';
  readonly query: {
    readonly sort?: readonly [string, 'ASC' | 'DESC'];
    readonly from?: number;
    readonly filter?: Readonly<Record<string, unknown>>;
  };
  readonly order: string;
  readonly where?: string;
};

const byName = 's.sort_name, s.row_no';

const sorts: readonly (readonly [field: string, direction: 'ASC' | 'DESC', order: string])[] = [
  ['businessName', 'ASC', byName],
  ['mrrMinor', 'DESC', 's.mrr_minor desc, s.row_no desc'],
  ['healthScore', 'ASC', 's.health_score, s.row_no'],
  ['churnProbability', 'DESC', 's.churn_probability desc nulls last, s.row_no desc'],
  ['signedUpAt', 'DESC', 's.signed_up_at desc, s.row_no desc'],
  ['lastSeenAt', 'DESC', 's.last_seen_at desc nulls last, s.row_no desc'],
  ['nextWeddingOn', 'ASC', 's.next_wedding_on, s.row_no'],
  ['updatedAt', 'DESC', 's.updated_at desc, s.row_no desc'],
];

const filters: readonly (readonly [filter: Readonly<Record<string, unknown>>, where: string])[] = [
  [{ healthBand: 'at_risk' }, `s.health_band = 'at_risk'`],
  [{ planCode: 'enterprise' }, `s.plan_code = 'enterprise'`],
  [{ vendorType: 'florist' }, `s.vendor_type = 'florist'`],
  [{ region: 'Scotland' }, `s.region = 'Scotland'`],
  [{ country: 'IE' }, `s.country = 'IE'`],
  [{ lifecycle: 'active' }, `s.lifecycle = 'active'`],
  [{ ownerId: 'stf_7' }, `s.owner_id = 'stf_7'`],
  [{ ownerId: 'none' }, `s.owner_id is null`],
  [{ tag: 'vip' }, `s.tags && '{vip}'`],
  [{ mrrMinor_gte: 8000 }, `s.mrr_minor >= 8000`],
  [{ healthScore_lte: 40 }, `s.health_score <= 40`],
  [{ churnProbability_gte: 0.9 }, `s.churn_probability >= 0.9`],
  [{ weddingWithinDays: 30 }, `s.next_wedding_on between current_date and current_date + 30`],
  [{ weddingMonth: '2027-06' }, `s.next_wedding_on between '2027-06-01' and '2027-06-30'`],
  [{ signedUpAt_gte: '2025-06-01T00:00:00Z' }, `s.signed_up_at >= '2025-06-01T00:00:00Z'`],
];

const searches = [
  'amber lane',
  'photography',
  'ws-123456',
  'contact77777@',
  'silver finch flowers',
  'zzzz',
  'ya',
  'yarrow',
];

/** As somebody would write it who knows that PostgreSQL guesses badly how much a LIKE finds. */
const searchIn = (text: string) =>
  text.length < 3 ? `s.sort_name like '${text}%'` : `s.row_no in (select matching_suppliers('%${text}%', true, null))`;

/** How far in a filtered list of unknown length lies its worst page: about the middle. */
const filteredDepth = 20_000;

export const listCases: readonly ListCase[] = [
  ...sorts.map(([field, direction, order]): ListCase => ({
    name: `${field} ${direction}`,
    group: 'sort',
    query: { sort: [field, direction] },
    order,
  })),
  ...[500_000, 900_000].flatMap((from) =>
    sorts.map(([field, direction, order]): ListCase => ({
      name: `${field} ${direction} from ${from}`,
      group: 'deep',
      query: { sort: [field, direction], from },
      order,
    })),
  ),
  ...filters.map(([filter, where]): ListCase => ({
    name: JSON.stringify(filter),
    group: 'filter',
    query: { filter },
    order: byName,
    where,
  })),
  ...filters.map(([filter, where]): ListCase => ({
    name: `${JSON.stringify(filter)} from ${filteredDepth}`,
    group: 'filter, deep',
    query: { filter, from: filteredDepth },
    order: byName,
    where,
  })),
  ...searches.map((q): ListCase => ({
    name: `"${q}"`,
    group: 'search',
    query: { filter: { q } },
    order: byName,
    where: searchIn(q),
  })),
];

export function pathOf({ query: { sort, from = 0, filter } }: ListCase): string {
  const parameters = new URLSearchParams({ range: JSON.stringify([from, from + 24]) });
  if (sort !== undefined) parameters.set('sort', JSON.stringify(sort));
  if (filter !== undefined) parameters.set('filter', JSON.stringify(filter));
  return `/api/suppliers?${parameters}`;
}
