import { calendarDate } from '@wedsync/domain/platform';
import {
  monthAfter,
  mrrDimensions,
  mrrSegmentSchema,
  type MrrDimension,
  type MrrSegment,
} from '@wedsync/domain/revenue';
import { listUrl, useAddress, useNow } from '../../platform/index.ts';

/** How far back the page looks, in months. */
export const spans = [6, 12, 24] as const;

/** What the revenue page shows, as its address says it. */
export type RevenueView = {
  readonly from: string;
  readonly to: string;
  readonly span: number;
  /** The month whose movements are laid out. */
  readonly month: string;
  readonly line: 'net' | 'committed';
  readonly by: MrrDimension;
  readonly cells: 'suppliers' | 'revenue';
  readonly segment: MrrSegment;
};

type Change = Partial<Record<'months' | 'month' | 'line' | 'by' | 'cells' | 'filter', string>>;

/** What the parts of the page are given: what to show, and how to ask for something else. */
export type RevenueParts = { readonly view: RevenueView; readonly change: (next: Change) => void };

/** Reads the view from the address and changes it there, so that every view has a link. */
export function useRevenueView(): RevenueParts {
  const [search, change] = useAddress();
  const to = calendarDate(new Date(useNow())).slice(0, 7);
  return { view: readRevenueView(search, to), change };
}

/** @param to the running month, which is the last one shown */
export function readRevenueView(search: URLSearchParams, to: string): RevenueView {
  const span = spans.find((months) => String(months) === search.get('months')) ?? 12;
  const from = monthAfter(to, 1 - span);
  const month = search.get('month') ?? to;
  return {
    from,
    to,
    span,
    month: month >= from && month <= to ? month : to,
    line: search.get('line') === 'committed' ? 'committed' : 'net',
    by: mrrDimensions.find((one) => one === search.get('by')) ?? 'tier',
    cells: search.get('cells') === 'suppliers' ? 'suppliers' : 'revenue',
    segment: readSegment(search.get('filter')),
  };
}

/** A damaged filter counts as none. */
function readSegment(text: string | null): MrrSegment {
  if (text === null) return {};
  try {
    return mrrSegmentSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/** The query of an api call about this view. */
export function figureQuery(parameters: Readonly<Record<string, string>>, segment: MrrSegment): string {
  const query = new URLSearchParams(parameters);
  for (const [name, values] of Object.entries(segment)) for (const value of values ?? []) query.append(name, value);
  return query.toString();
}

/** The movements behind a figure. */
export function movementsUrl(segment: MrrSegment, more: Readonly<Record<string, unknown>>): string {
  return listUrl('mrr-movements', { filter: { ...segment, ...more }, sort: { field: 'amountMinor', order: 'DESC' } });
}
