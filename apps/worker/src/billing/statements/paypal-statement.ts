import { paypalMovementKind, type StatementLine } from '@wedsync/domain/billing';
import { DAY_MS, HOUR_MS, NotFound, plusMs } from '@wedsync/domain/platform';
import type { ObjectName } from '../apply/object-name.ts';
import { refreshObjects } from '../apply/refresh-objects.ts';
import type { PaypalGateway } from '../gateways/paypal.ts';
import { idOf, mirrorReport, movedRows, type ReportRow } from '../paypal/report.ts';
import { reportPage } from '../syncs/paypal-report-page.ts';
import type { Statement, StatementDeps, Wanted } from './statement.ts';

/** The report is up to three hours behind, and we read it every six. */
const lagMs = 12 * HOUR_MS;
const windowMs = 31 * DAY_MS;

/** PayPal's transaction report. */
export function paypalStatement(paypal: PaypalGateway): Statement {
  return {
    provider: 'paypal',
    lagMs,
    lines: async function* (from, to) {
      for await (const rows of rowsOf(paypal, from, to)) yield rows.map(lineOf);
    },
    payout: null,
    fetchAgain: (deps, wanted) => fetchAgain(paypal, deps, wanted),
  };
}

async function* rowsOf(paypal: PaypalGateway, from: Date, to: Date): AsyncGenerator<ReportRow[]> {
  for (let start = from; start < to; start = plusMs(start, windowMs)) {
    // The report includes both ends.
    const end = plusMs(new Date(Math.min(start.getTime() + windowMs, to.getTime())), -1_000);
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const found = await reportPage(paypal, { start: start.toISOString(), end: end.toISOString(), page });
      pages = found.pages;
      yield movedRows(found.rows);
    }
  }
}

function lineOf(row: ReportRow): StatementLine {
  const { type, asks } = paypalMovementKind(row);
  return {
    id: idOf(row),
    type,
    currency: row.currency,
    amountMinor: row.amountMinor,
    feeMinor: row.feeMinor,
    netMinor: row.amountMinor - row.feeMinor,
    occurredAt: row.at,
    sourceId: row.id,
    chargeId: asks === 'paypal-payment' ? row.id : row.referenceId,
    payoutId: null,
  };
}

async function fetchAgain(paypal: PaypalGateway, deps: StatementDeps, wanted: Wanted): Promise<void> {
  const withSource = { ...deps, source: paypal };
  if (wanted.object !== 'balance-transactions') return refreshObjects(withSource, objectsOf(wanted));
  const from = plusMs(wanted.occurredAt, -HOUR_MS);
  for await (const rows of rowsOf(paypal, from, plusMs(wanted.occurredAt, HOUR_MS))) {
    const row = rows.find((candidate) => idOf(candidate) === wanted.id);
    if (row === undefined) continue;
    const missing = await mirrorReport(withSource, [row]);
    const { asks } = paypalMovementKind(row);
    if (missing === 0 && asks !== null) await refreshObjects(withSource, [{ name: asks, id: row.id }]);
    return;
  }
  throw NotFound({ what: 'movement in PayPal’s report', id: wanted.id });
}

const names: Readonly<Partial<Record<Wanted['object'], ObjectName['name']>>> = {
  charges: 'paypal-payment',
  refunds: 'paypal-refund',
  subscriptions: 'paypal-subscription',
};

function objectsOf({ object, id, related }: Wanted): ObjectName[] {
  const name = names[object];
  if (name === undefined) throw NotFound({ what: object, id });
  return [
    ...(related.product === undefined ? [] : [{ name: 'paypal-product' as const, id: related.product }]),
    ...(related.price === undefined ? [] : [{ name: 'paypal-plan' as const, id: related.price }]),
    ...(related.charge === undefined ? [] : [{ name: 'paypal-payment' as const, id: related.charge }]),
    { name, id },
  ];
}
