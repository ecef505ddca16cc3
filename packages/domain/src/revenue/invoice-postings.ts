import type { InvoiceRow } from '@wedsync/domain/billing';
import { lines, reversed, type JournalEntry, type Posting, type SourceKind } from './journal.ts';

/**
 * Every entry an invoice stands for in its present state, in the order they happened. A later state contains the entries of all earlier ones,
 * so the order in which states arrive does not matter.
 */
export function postingsForInvoice(invoice: InvoiceRow): JournalEntry[] {
  if (invoice.finalizedAt === null) return [];
  return invoiceRules.flatMap(({ kind, happenedAt, describe, postings, reverses }) => {
    const occurredAt = happenedAt(invoice);
    const posted = occurredAt === null ? [] : postings(invoice);
    if (occurredAt === null || posted.length === 0) return [];
    const { id: sourceId, provider, customerId, supplierId } = invoice;
    const description = describe(invoice.number ?? invoice.id);
    const reversesSourceKind = reverses ?? null;
    const revision = 1;
    return [
      {
        sourceKind: kind,
        sourceId,
        revision,
        provider,
        customerId,
        supplierId,
        description,
        occurredAt,
        reversesSourceKind,
        postings: posted,
      },
    ];
  });
}

type InvoiceRule = {
  readonly kind: SourceKind;
  readonly happenedAt: (invoice: InvoiceRow) => Date | null;
  readonly describe: (number: string) => string;
  readonly postings: (invoice: InvoiceRow) => Posting[];
  readonly reverses?: SourceKind;
};

const invoiceRules: readonly InvoiceRule[] = [
  {
    kind: 'invoice_finalized',
    happenedAt: (invoice) => invoice.finalizedAt,
    describe: (number) => `Invoice ${number} finalised`,
    postings: finalized,
  },
  {
    kind: 'invoice_paid_outside',
    happenedAt: (invoice) => invoice.paidAt,
    describe: (number) => `Invoice ${number} paid outside the provider`,
    postings: ({ currency, paidOffProviderMinor: paid }) => lines(currency, { bank: paid, ar: -paid }),
  },
  {
    kind: 'invoice_overpaid',
    happenedAt: (invoice) => invoice.paidAt,
    describe: (number) => `Invoice ${number} overpaid`,
    postings: ({ currency, overpaidMinor: over }) => lines(currency, { ar: over, customer_credit: -over }),
  },
  {
    kind: 'invoice_uncollectible',
    happenedAt: (invoice) => invoice.uncollectibleAt,
    describe: (number) => `Invoice ${number} given up`,
    postings: givenUp,
  },
  {
    kind: 'invoice_recovered',
    happenedAt: ({ uncollectibleAt, paidAt, voidedAt }) => (uncollectibleAt === null ? null : (paidAt ?? voidedAt)),
    describe: (number) => `Invoice ${number} no longer bad debt`,
    postings: (invoice) => reversed(givenUp(invoice)),
    reverses: 'invoice_uncollectible',
  },
  {
    kind: 'invoice_voided',
    happenedAt: (invoice) => invoice.voidedAt,
    describe: (number) => `Invoice ${number} voided`,
    postings: (invoice) => reversed(finalized(invoice)),
    reverses: 'invoice_finalized',
  },
];

/** Customer credit used on (or, below zero, earned by) the invoice settles that part of the receivable at once. */
function finalized(invoice: InvoiceRow): Posting[] {
  const { currency, totalMinor, taxMinor } = invoice;
  const credit = creditUsed(invoice);
  return lines(currency, {
    ar: totalMinor - credit,
    customer_credit: credit,
    revenue: taxMinor - totalMinor,
    tax_payable: -taxMinor,
  });
}

function creditUsed({ startingBalanceMinor, endingBalanceMinor }: InvoiceRow): number {
  return (endingBalanceMinor ?? startingBalanceMinor) - startingBalanceMinor;
}

/**
 * What was still owed when it was given up; a payment that came afterwards does not lower it. Credit notes before payment are not taken off
 * here but move their part over themselves: an invoice does not say which of them came before it was given up.
 */
function givenUp(invoice: InvoiceRow): Posting[] {
  const paidBefore = invoice.paidAt === null ? invoice.amountPaidMinor : 0;
  const owed = invoice.totalMinor - creditUsed(invoice) - paidBefore;
  return lines(invoice.currency, { bad_debt: owed, ar: -owed });
}
