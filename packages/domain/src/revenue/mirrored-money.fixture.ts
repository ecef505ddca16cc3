import type {
  BalanceTransactionRow,
  CreditNoteRow,
  CustomerBalanceTransactionRow,
  InvoiceRow,
  PayoutRow,
} from '@wedsync/domain/billing';
import type { JournalEntry } from './journal.ts';

/** Noon of a day. */
export const day = (date: string) => new Date(`${date}T12:00:00Z`);
const mirrored = {
  provider: 'stripe',
  createdAt: day('2026-03-01'),
  asOf: day('2026-03-01'),
  fetchedAt: null,
  deletedAt: null,
} as const;
const owned = { ...mirrored, customerId: 'cus_1', supplierId: 'sup_1' } as const;

/** An invoice of £49.00 and tax, finalised and not paid. */
export const invoice = (over: Partial<InvoiceRow> = {}): InvoiceRow => ({
  ...owned,
  id: 'in_1',
  subscriptionId: 'sub_1',
  number: 'A-1',
  status: 'open',
  currency: 'GBP',
  billingReason: null,
  collectionMethod: null,
  subtotalMinor: 4_900,
  discountMinor: 0,
  taxMinor: 980,
  totalMinor: 5_880,
  amountDueMinor: 5_880,
  amountPaidMinor: 0,
  amountRemainingMinor: 5_880,
  paidOffProviderMinor: 0,
  overpaidMinor: 0,
  startingBalanceMinor: 0,
  endingBalanceMinor: 0,
  prePaymentCreditMinor: 0,
  postPaymentCreditMinor: 0,
  attemptCount: 0,
  nextAttemptAt: null,
  dueAt: null,
  periodStart: null,
  periodEnd: null,
  finalizedAt: day('2026-03-01'),
  paidAt: null,
  voidedAt: null,
  uncollectibleAt: null,
  hostedUrl: null,
  ...over,
});
/** What being paid makes of it. */
export const paid = {
  status: 'paid',
  paidAt: day('2026-03-02'),
  amountPaidMinor: 5_880,
  amountRemainingMinor: 0,
} as const;

/** The cash of its payment. */
export const transaction = (over: Partial<BalanceTransactionRow> = {}): BalanceTransactionRow => ({
  ...owned,
  id: 'txn_1',
  type: 'charge',
  reportingCategory: 'charge',
  status: 'available',
  currency: 'GBP',
  amountMinor: 5_880,
  feeMinor: 108,
  netMinor: 5_772,
  exchangeRate: null,
  availableOn: null,
  description: null,
  sourceId: 'ch_1',
  sourceType: 'charge',
  sourceAmountMinor: 5_880,
  sourceCurrency: 'GBP',
  chargeId: 'ch_1',
  payoutId: null,
  ...over,
});

/** A credit note of £12.00 that documents a refund. */
export const note = (over: Partial<CreditNoteRow> = {}): CreditNoteRow => ({
  ...owned,
  id: 'cn_1',
  invoiceId: 'in_1',
  number: 'A-1-CN',
  status: 'issued',
  reason: null,
  currency: 'GBP',
  totalMinor: 1_200,
  taxMinor: 200,
  prePaymentMinor: 0,
  postPaymentMinor: 1_200,
  refundedMinor: 1_200,
  customerCreditMinor: 0,
  outOfBandMinor: 0,
  refundIds: ['re_1'],
  voidedAt: null,
  ...over,
});

/** £19.00 of goodwill. */
export const customerMove = (over: Partial<CustomerBalanceTransactionRow> = {}): CustomerBalanceTransactionRow => ({
  ...owned,
  id: 'cbtxn_1',
  type: 'adjustment',
  currency: 'GBP',
  amountMinor: -1_900,
  description: null,
  invoiceId: null,
  creditNoteId: null,
  ...over,
});

/** £100.00 on their way home. */
export const payout = (over: Partial<PayoutRow> = {}): PayoutRow => ({
  ...mirrored,
  id: 'po_1',
  status: 'paid',
  amountMinor: 10_000,
  currency: 'GBP',
  arrivalDate: '2026-03-05',
  automatic: true,
  balanceTransactionId: 'txn_po',
  failureBalanceTransactionId: null,
  failureCode: null,
  failureMessage: null,
  reconciliationStatus: null,
  paidAt: day('2026-03-05'),
  failedAt: null,
  ...over,
});

/** Account totals over entries, such as { ar: -5880 }; zero totals are left out. */
export function totals(...entries: readonly JournalEntry[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings))
    sums[account] = (sums[account] ?? 0) + amountMinor;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}
export const kinds = (entries: readonly JournalEntry[]) => entries.map(({ sourceKind }) => sourceKind);
