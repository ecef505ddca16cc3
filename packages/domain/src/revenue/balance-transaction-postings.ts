import type { BalanceTransactionRow } from '@wedsync/domain/billing';
import { lines, type Account, type JournalEntry, type Posting } from './journal.ts';

/** Where the gross amount and the fee of a movement go; clearing takes the net. */
export type BalanceRule = { readonly counter: Account; readonly fees: Account };

const against = (counter: Account, fees: Account = 'processor_fees'): BalanceRule => ({ counter, fees });
const unmapped = against('suspense');

/** One row per type of balance transaction this business can have. */
export const balanceRules: Readonly<Record<string, BalanceRule>> = {
  charge: against('ar'),
  payment: against('ar'),
  refund: against('refunds_contra'),
  payment_refund: against('refunds_contra'),
  refund_failure: against('refunds_contra'),
  payment_failure_refund: against('ar'),
  payment_reversal: against('ar'),
  stripe_fee: against('processor_fees'),
  stripe_fx_fee: against('processor_fees'),
  tax_fee: against('processor_fees'),
  payout: against('in_transit'),
  payout_cancel: against('in_transit'),
  payout_failure: against('in_transit'),
  reserve_hold: against('reserve:stripe'),
  reserve_release: against('reserve:stripe'),
  reserve_transaction: against('reserve:stripe'),
  reserved_funds: against('reserve:stripe'),
  payout_minimum_balance_hold: against('reserve:stripe'),
  payout_minimum_balance_release: against('reserve:stripe'),
  payment_network_reserve_hold: against('reserve:stripe'),
  payment_network_reserve_release: against('reserve:stripe'),
  paypal_fee: against('processor_fees'),
  dispute_fee: against('dispute_fees'),
  paypal_hold: against('reserve:paypal'),
  paypal_hold_release: against('reserve:paypal'),
  currency_conversion: against('fx'),
  bank_deposit: against('bank'),
  bank_transfer: against('ar'),
};

/** An adjustment means nothing by itself: what it adjusts decides. */
export const adjustmentRules: Readonly<Record<string, BalanceRule>> = {
  dispute: against('disputes', 'dispute_fees'),
  charge: against('ar'),
  refund: against('refunds_contra'),
  payout: against('in_transit'),
};

/** Total over every type: what nobody mapped goes to suspense, and `isUnmapped` says to raise an alert. */
export function balanceRule(transaction: Pick<BalanceTransactionRow, 'type' | 'sourceType'>): BalanceRule {
  const [rules, key] =
    transaction.type === 'adjustment'
      ? [adjustmentRules, transaction.sourceType ?? '']
      : [balanceRules, transaction.type];
  return (Object.hasOwn(rules, key) ? rules[key] : undefined) ?? unmapped;
}

export function isUnmapped(transaction: Pick<BalanceTransactionRow, 'type' | 'sourceType'>): boolean {
  return balanceRule(transaction) === unmapped;
}

const clearing: Readonly<Record<BalanceTransactionRow['provider'], Account>> = {
  stripe: 'clearing:stripe',
  paypal: 'clearing:paypal',
  manual: 'bank',
};

/** The one entry of a movement of cash: clearing by the net, fees by the fee, the rest against what it was for. */
export function postingsForBalanceTransaction(transaction: BalanceTransactionRow): JournalEntry[] {
  const postings = movement(transaction);
  if (postings.length === 0) return [];
  const { id: sourceId, provider, customerId, supplierId, createdAt: occurredAt } = transaction;
  const description =
    transaction.description ?? `${transaction.type.replaceAll('_', ' ')} ${transaction.sourceId ?? ''}`.trim();
  return [
    {
      sourceKind: 'balance_transaction',
      sourceId,
      revision: 1,
      provider,
      customerId,
      supplierId,
      description,
      occurredAt,
      reversesSourceKind: null,
      postings,
    },
  ];
}

function movement(transaction: BalanceTransactionRow): Posting[] {
  const { currency, amountMinor, feeMinor, netMinor, provider } = transaction;
  const { counter, fees } = balanceRule(transaction);
  const sums = new Map<Account, number>();
  const add = (account: Account, amount: number) => sums.set(account, (sums.get(account) ?? 0) + amount);
  add(clearing[provider], netMinor);
  add(fees, feeMinor);
  // A conversion goes to fx already: there is nothing to bridge.
  const exchanged = counter === 'fx' ? null : chargedAmount(transaction);
  add(exchanged === null ? counter : 'fx', -amountMinor);
  const settled = lines(currency, Object.fromEntries(sums));
  if (exchanged === null) return settled;
  return [...settled, ...lines(exchanged.currency, { [counter]: -exchanged.amountMinor, fx: exchanged.amountMinor })];
}

/** Invoices are in the currency charged; when another one was settled, the difference in currency is bridged and never hidden in either. */
function chargedAmount(transaction: BalanceTransactionRow): { currency: string; amountMinor: number } | null {
  const { currency, amountMinor, sourceCurrency, sourceAmountMinor, sourceType } = transaction;
  const paid = sourceType === 'charge' || sourceType === 'refund';
  if (!paid || sourceCurrency === null || sourceAmountMinor === null || sourceCurrency === currency) return null;
  return { currency: sourceCurrency, amountMinor: Math.sign(amountMinor) * sourceAmountMinor };
}
