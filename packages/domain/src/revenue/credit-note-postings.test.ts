import type { CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { describe, expect, test } from 'vitest';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { postingsForCreditNote } from './credit-note-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { day, invoice, note, paid, totals, transaction } from './mirrored-money.fixture.ts';
import type { JournalEntry } from './journal.ts';

describe('a credit note', () => {
  test('before payment lowers the receivable', () => {
    const before = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
    expect(totals(...postingsForCreditNote(before))).toEqual({ revenue: 1_000, tax_payable: 200, ar: -1_200 });
  });
  test('after payment may become customer credit', () =>
    expect(totals(...postingsForCreditNote(note({ refundedMinor: 0, customerCreditMinor: 1_200 })))).toEqual({
      revenue: 1_000,
      tax_payable: 200,
      customer_credit: -1_200,
    }));
  test('voided leaves nothing', () =>
    expect(totals(...postingsForCreditNote(note({ voidedAt: day('2026-04-01') })))).toEqual({}));
  test('before payment falls with its voided invoice', () => {
    const before = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
    expect(totals(...postingsForCreditNote(before, invoice({ voidedAt: day('2026-04-01') })))).toEqual({});
  });
});

describe('a credit note before payment on an invoice that was given up', () => {
  const early = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
  const late = note({ ...early, id: 'cn_2', createdAt: day('2026-05-20') });
  const givenUp = { status: 'uncollectible', uncollectibleAt: day('2026-05-01') } as const;
  const rest = (amountMinor: number) =>
    transaction({ amountMinor, sourceAmountMinor: amountMinor, feeMinor: 0, netMinor: amountMinor });
  const ledger = (about: InvoiceRow, ...notes: readonly CreditNoteRow[]) =>
    totals(...postingsForInvoice(about), ...notes.flatMap((each) => postingsForCreditNote(each, about)));

  test.each([
    ['before', early],
    ['after', late],
  ])('%s lowers the bad debt and leaves nothing receivable', (_when, given) =>
    expect(ledger(invoice({ ...givenUp, prePaymentCreditMinor: 1_200 }), given)).toEqual({
      bad_debt: 4_680,
      revenue: -3_900,
      tax_payable: -780,
    }),
  );

  test('paid after all for the rest ends without bad debt and without a receivable', () => {
    const about = invoice({ ...givenUp, ...paid, paidAt: day('2026-06-01'), amountPaidMinor: 4_680 });
    expect(
      totals(
        ...postingsForInvoice(about),
        ...postingsForCreditNote(early, about),
        ...postingsForBalanceTransaction(rest(4_680)),
      ),
    ).toEqual({ 'clearing:stripe': 4_680, revenue: -3_900, tax_payable: -780 });
  });

  test('over all of it ends the debt', () =>
    expect(
      ledger(
        invoice({ ...givenUp, paidAt: day('2026-05-20') }),
        note({ ...late, totalMinor: 5_880, taxMinor: 980, prePaymentMinor: 5_880 }),
      ),
    ).toEqual({}));

  test('falls with the invoice when that is voided', () =>
    expect(ledger(invoice({ ...givenUp, voidedAt: day('2026-06-01') }), early, late)).toEqual({}));

  test('voided owes it again', () =>
    expect(ledger(invoice(givenUp), note({ ...early, voidedAt: day('2026-04-01') }))).toMatchObject({
      bad_debt: 5_880,
    }));

  test('posts the same entries in whatever order invoice and notes are learnt', () => {
    const states = [
      invoice(),
      invoice({ ...givenUp }),
      invoice({ ...givenUp, prePaymentCreditMinor: 1_200 }),
      invoice({ ...givenUp, ...paid, prePaymentCreditMinor: 2_400, paidAt: day('2026-06-01'), amountPaidMinor: 3_480 }),
    ];
    const booked = new Map<string, JournalEntry>();
    for (const state of states)
      for (const entry of [state, ...[early, late]].flatMap((row) =>
        'invoiceId' in row ? postingsForCreditNote(row, state) : postingsForInvoice(row),
      )) {
        const key = `${entry.sourceKind} ${entry.sourceId}`;
        expect(entry).toEqual(booked.get(key) ?? entry);
        booked.set(key, entry);
      }
    expect(totals(...booked.values(), ...postingsForBalanceTransaction(rest(3_480)))).not.toHaveProperty('bad_debt');
  });
});
