import { z } from 'zod';
import type { PaypalEngine } from '../paypal/index.ts';
import type { StripeEngine } from '../stripe/index.ts';
import { paypalLines } from './paypal-ledger.ts';
import {
  all,
  balanceTransactionView,
  creditNoteView,
  customerBalanceView,
  invoiceView,
  payoutView,
  supplierByCustomer,
} from './stripe-views.ts';

/** Debits are positive, credits negative, in minor units. */
export type AccountTotals = Record<string, Record<string, number>>;

export interface LedgerTruth {
  /** account -> currency -> total */
  accounts: AccountTotals;
  /** supplier external id -> account -> currency -> total */
  bySupplier: Record<string, AccountTotals>;
  /**
   * supplier external id -> currency -> net revenue: revenue - refunds_contra - disputes - dispute_fees -
   * processor_fees - bad_debt, tax excluded where the journal excludes it.
   */
  netRevenueBySupplier: Record<string, Record<string, number>>;
}

interface Movement {
  account: string;
  currency: string;
  amountMinor: number;
  customer: string | null;
}

type BalanceTransaction = z.infer<typeof balanceTransactionView>;
type BalanceRule = (row: BalanceTransaction) => Record<string, number>;

/** What a balance transaction debits, beside its net on clearing. */
const cashRules: Readonly<Record<string, BalanceRule>> = {
  charge: ({ amount, fee }) => ({ ar: -amount, processor_fees: fee }),
  payment: ({ amount, fee }) => ({ ar: -amount, processor_fees: fee }),
  refund: ({ amount, fee }) => ({ refunds_contra: -amount, processor_fees: fee }),
  payment_refund: ({ amount, fee }) => ({ refunds_contra: -amount, processor_fees: fee }),
  refund_failure: ({ amount, fee }) => ({ refunds_contra: -amount, processor_fees: fee }),
  // The bank took a payment back that it had announced: the invoice is owed again.
  payment_failure_refund: ({ amount, fee }) => ({ ar: -amount, processor_fees: fee }),
  adjustment: ({ amount, fee }) => ({ disputes: -amount, dispute_fees: fee }),
  stripe_fee: ({ amount, fee }) => ({ processor_fees: fee - amount }),
  payout: ({ amount, fee }) => ({ in_transit: -amount, processor_fees: fee }),
  payout_failure: ({ amount, fee }) => ({ in_transit: -amount, processor_fees: fee }),
};

/** What a right journal of the whole Stripe account, and of the PayPal account beside it, says now, from their objects alone. */
export function ledgerTruth(engine: StripeEngine, paypal?: PaypalEngine): LedgerTruth {
  const movements = [
    ...cashMovements(engine),
    ...arrivals(engine),
    ...invoiceMovements(engine),
    ...creditNoteMovements(engine),
    ...goodwill(engine),
  ];
  const suppliers = supplierByCustomer(engine);
  const truth: LedgerTruth = { accounts: {}, bySupplier: {}, netRevenueBySupplier: {} };
  for (const movement of movements) {
    add(truth.accounts, movement);
    const supplier = movement.customer && suppliers.get(movement.customer);
    if (supplier) add((truth.bySupplier[supplier] ??= {}), movement);
  }
  for (const { supplier, ...line } of paypal === undefined ? [] : paypalLines(paypal)) {
    add(truth.accounts, line);
    if (supplier !== null) add((truth.bySupplier[supplier] ??= {}), line);
  }
  for (const [supplier, accounts] of Object.entries(truth.bySupplier))
    truth.netRevenueBySupplier[supplier] = netRevenue(accounts);
  return truth;
}

function cashMovements(engine: StripeEngine): Movement[] {
  return all(engine, 'balance_transaction', balanceTransactionView).flatMap((row) => {
    const rule = cashRules[row.type];
    if (!rule) throw new Error(`The truth has no rule for balance transactions of type ${row.type}`);
    const customer = customerOfSource(engine, row.source);
    return movements({ 'clearing:stripe': row.net, ...rule(row) }, row.currency, customer);
  });
}

const withCustomer = z.object({ customer: z.string().nullish(), charge: z.string().nullish() });

/** A charge and a refund know their customer, a dispute knows its charge, a payout knows nobody. */
function customerOfSource(engine: StripeEngine, source: string | null): string | null {
  const found = source ? engine.store.get(source) : undefined;
  if (!found) return null;
  const { customer, charge } = withCustomer.parse(found);
  return customer ?? (charge ? customerOfSource(engine, charge) : null);
}

/** What the bank has received; a payout that failed afterwards is not `paid` any more. */
function arrivals(engine: StripeEngine): Movement[] {
  return all(engine, 'payout', payoutView)
    .filter((payout) => payout.status === 'paid')
    .flatMap(({ amount, currency }) => movements({ bank: amount, in_transit: -amount }, currency, null));
}

function invoiceMovements(engine: StripeEngine): Movement[] {
  return all(engine, 'invoice', invoiceView)
    .filter((invoice) => invoice.status_transitions.finalized_at !== null && invoice.status !== 'void')
    .flatMap((invoice) => {
      const tax = invoice.total - invoice.total_excluding_tax;
      // Above zero when credit of the customer paid for a part, below zero when the invoice gave credit.
      const applied = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
      const lost = invoice.status === 'uncollectible' ? invoice.amount_remaining : 0;
      const elsewhere = invoice.amount_paid_off_stripe;
      const totals = {
        ar: invoice.total - applied - lost - elsewhere,
        revenue: -invoice.total_excluding_tax,
        tax_payable: -tax,
        customer_credit: applied,
        bad_debt: lost,
        bank: elsewhere,
      };
      return movements(totals, invoice.currency, invoice.customer);
    });
}

const balanceAmount = z.object({ amount: z.number() });

function creditNoteMovements(engine: StripeEngine): Movement[] {
  return all(engine, 'credit_note', creditNoteView)
    .filter((note) => note.status === 'issued' && !fellWithInvoice(engine, note))
    .flatMap((note) => {
      const refunded = note.refunds.reduce((sum, refund) => sum + refund.amount_refunded, 0);
      const entry = note.customer_balance_transaction && engine.store.get(note.customer_balance_transaction);
      const credited = entry ? -balanceAmount.parse(entry).amount : 0;
      const totals = {
        revenue: note.total_excluding_tax,
        tax_payable: note.total - note.total_excluding_tax,
        ar: -note.pre_payment_amount,
        // The refund itself debits the same account when its cash moves.
        refunds_contra: -refunded,
        customer_credit: -credited,
        bank: -(note.out_of_band_amount ?? 0),
      };
      return movements(totals, note.currency, note.customer);
    });
}

/** Credit that somebody gave a customer costs what a refund would have cost; every other move of a balance belongs to its invoice or note. */
function goodwill(engine: StripeEngine): Movement[] {
  return all(engine, 'customer_balance_transaction', customerBalanceView)
    .filter(({ type }) => type === 'adjustment')
    .flatMap(({ amount, currency, customer }) =>
      movements({ customer_credit: amount, refunds_contra: -amount }, currency, customer),
    );
}

const invoiceStatus = z.object({ status: z.string() });

/** A note that lowered an unpaid invoice means nothing once the invoice is void. */
function fellWithInvoice(engine: StripeEngine, note: z.infer<typeof creditNoteView>): boolean {
  return note.pre_payment_amount > 0 && invoiceStatus.parse(engine.store.get(note.invoice)).status === 'void';
}

function movements(totals: Record<string, number>, currency: string, customer: string | null): Movement[] {
  return Object.entries(totals)
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor]) => ({ account, currency, amountMinor, customer }));
}

function add(totals: AccountTotals, { account, currency, amountMinor }: Omit<Movement, 'customer'>): void {
  const byCurrency = (totals[account] ??= {});
  byCurrency[currency] = (byCurrency[currency] ?? 0) + amountMinor;
}

const incomeAccounts = ['revenue', 'refunds_contra', 'disputes', 'dispute_fees', 'processor_fees', 'bad_debt'];

/** Income accounts carry credits as negative numbers, so the net is minus their sum. */
function netRevenue(accounts: AccountTotals): Record<string, number> {
  const net: Record<string, number> = {};
  for (const account of incomeAccounts) {
    for (const [currency, amountMinor] of Object.entries(accounts[account] ?? {}))
      net[currency] = (net[currency] ?? 0) - amountMinor;
  }
  return net;
}
