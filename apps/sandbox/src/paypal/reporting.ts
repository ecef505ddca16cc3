import type { Kernel } from './kernel.ts';
import { iso, movementWire } from './wire.ts';

/** What `GET /v1/reporting/transactions` may be asked. */
export interface ReportQuery {
  readonly start: Date;
  readonly end: Date;
  readonly page: number;
  readonly pageSize: number;
  readonly balanceAffectingOnly: boolean;
}

const longestWindowMs = 31 * 86_400_000;
const keptMs = 3 * 366 * 86_400_000;
const maxResults = 10_000;

/** Why a window is refused, as PayPal's issue; null when it is fine. */
export function whyRefused({ start, end }: ReportQuery, now: number): string | null {
  const span = end.getTime() - start.getTime();
  if (Number.isNaN(span) || span < 0) return 'The start date is after the end date.';
  if (span > longestWindowMs) return 'Date range is greater than 31 days';
  if (start.getTime() < now * 1_000 - keptMs) return 'Data for the given start date is not available.';
  return null;
}

/** Rows of the window that the report knows by now, oldest first, page by page. */
export function report(kernel: Kernel, query: ReportQuery, lagSeconds: number) {
  const refreshed = kernel.now() - lagSeconds;
  const known = rowsOf(kernel, refreshed).filter(
    ({ movement: { at, affectsBalance } }) =>
      at * 1_000 >= query.start.getTime() &&
      at * 1_000 <= query.end.getTime() &&
      (affectsBalance || !query.balanceAffectingOnly),
  );
  if (known.length > maxResults) return null;
  const from = (query.page - 1) * query.pageSize;
  return {
    transaction_details: known
      .slice(from, from + query.pageSize)
      .map(({ movement, balance }) => movementWire(movement, balance)),
    account_number: 'WEDSYNCSANDBX',
    start_date: iso(query.start.getTime() / 1_000).replace('Z', '+0000'),
    end_date: iso(query.end.getTime() / 1_000).replace('Z', '+0000'),
    last_refreshed_datetime: iso(refreshed).replace('Z', '+0000'),
    page: query.page,
    total_items: known.length,
    total_pages: Math.ceil(known.length / query.pageSize),
  };
}

function rowsOf(kernel: Kernel, refreshed: number) {
  const balances = new Map<string, number>();
  return kernel.state.movements
    .filter(({ at }) => at <= refreshed)
    .map((movement) => {
      const { currency, amountMinor, feeMinor, affectsBalance } = movement;
      const balance = (balances.get(currency) ?? 0) + (affectsBalance ? amountMinor - feeMinor : 0);
      balances.set(currency, balance);
      return { movement, balance };
    });
}
