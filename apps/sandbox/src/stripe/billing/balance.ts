import type { BalanceTransactionRecord, FeeDetail } from '../records/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { daySeconds, startOfDay } from './periods.ts';

export interface Posting {
  readonly type: BalanceTransactionRecord['type'];
  readonly reporting_category: string;
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
  readonly fees?: readonly FeeDetail[];
  /** Days until the money can be paid out; 0 = at once. */
  readonly availableInDays: number;
}

/** Moves money on the account's balance; the only way money moves. */
export function postTransaction(kernel: Kernel, posting: Posting): BalanceTransactionRecord {
  const fees = posting.fees ?? [];
  const days = posting.availableInDays;
  const availableOn = days === 0 ? kernel.now() : startOfDay(kernel.now()) + days * daySeconds;
  const row: BalanceTransactionRecord = {
    id: kernel.newId('txn'),
    created: kernel.now(),
    amount: posting.amount,
    currency: posting.currency,
    fee: fees.reduce((sum, fee) => sum + fee.amount, 0),
    fee_details: fees,
    available_on: availableOn,
    description: posting.description,
    reporting_category: posting.reporting_category,
    source: posting.source,
    type: posting.type,
    payout: null,
  };
  kernel.unpaid.add(row);
  return kernel.create('balance_transaction', row);
}

/** How long card money waits, from the payout schedule. */
export function settlementDays(kernel: Kernel): number {
  return kernel.settings.payoutSchedule.delayDays;
}

/** The balance as `GET /v1/balance` shows it, summed from what no payout has taken yet. */
export function balanceReply(kernel: Kernel) {
  const sums = kernel.unpaid.sums(kernel.now());
  const entry = (currency: string, amount: number) => ({ amount, currency, source_types: { card: amount } });
  return {
    object: 'balance',
    available: sums.map((sum) => entry(sum.currency, sum.available)),
    livemode: false,
    pending: sums.map((sum) => entry(sum.currency, sum.pending)),
  };
}
