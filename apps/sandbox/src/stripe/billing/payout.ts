import { netOf } from '../kernel/unpaid.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { PayoutRecord } from '../records/index.ts';
import { postTransaction } from './balance.ts';
import { addBusinessDays, hourSeconds, startOfDay } from './periods.ts';

const arrivalBusinessDays = 1;
const reconciliationHours = 6;

/** Sends everything available in the currency to the bank; its transactions belong to the payout from then on. */
export function payOutCurrency(kernel: Kernel, currency: string): PayoutRecord {
  const rows = kernel.unpaid.takeAvailable(currency, kernel.now());
  const amount = netOf(rows);
  const id = kernel.newId('po');
  for (const row of rows) kernel.change('balance_transaction', row.id, { payout: id });
  const own = kernel.create('balance_transaction', {
    id: kernel.newId('txn'),
    created: kernel.now(),
    amount: -amount,
    currency,
    fee: 0,
    fee_details: [],
    available_on: kernel.now(),
    description: 'STRIPE PAYOUT',
    reporting_category: 'payout',
    source: id,
    type: 'payout',
    payout: id,
  });
  const arrival = startOfDay(addBusinessDays(kernel.now(), arrivalBusinessDays));
  kernel.plan(kernel.now() + reconciliationHours * hourSeconds, 'payout.reconcile', id);
  kernel.plan(arrival + 9 * hourSeconds, 'payout.settle', id);
  const fails_with = kernel.intentions.payoutFailures.get(currency) ?? null;
  kernel.intentions.payoutFailures.delete(currency);
  const payout: PayoutRecord = {
    id,
    created: kernel.now(),
    amount,
    currency,
    arrival_date: arrival,
    balance_transaction: own.id,
    failure_balance_transaction: null,
    failure_code: null,
    reconciliation_status: 'in_progress',
    status: 'in_transit',
    fails_with,
    metadata: {},
  };
  return kernel.create('payout', payout, 'payout.created');
}

/** The bank takes the money, or sends it back and the balance has it again. */
export function settlePayout(kernel: Kernel, id: string): void {
  const payout = kernel.need('payout', id);
  if (payout.status !== 'in_transit') return;
  if (payout.fails_with === null) {
    kernel.change('payout', id, { status: 'paid' }, 'payout.updated', 'payout.paid');
    return;
  }
  const posted = postTransaction(kernel, {
    type: 'payout_failure',
    reporting_category: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: id,
    description: 'STRIPE PAYOUT FAILURE',
    availableInDays: 0,
  });
  const patch = { failure_code: payout.fails_with, failure_balance_transaction: posted.id };
  kernel.change('payout', id, { status: 'failed', ...patch }, 'payout.updated', 'payout.failed');
}
