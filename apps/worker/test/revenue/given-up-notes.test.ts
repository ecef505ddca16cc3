import type { CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { systemActor } from '@wedsync/domain/platform';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createSheet, type Sheet } from '../../src/billing/apply/sheet.ts';
import { keepSheet } from '../../src/billing/apply/keep-sheet.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { accountTotals, forgetEverything } from '../billing/dumps.ts';

const database = useTestDatabase();
const day = (date: string) => new Date(`${date}T12:00:00Z`);
const seen = { provider: 'stripe', fetchedAt: null, deletedAt: null, customerId: 'cus_1', supplierId: null } as const;

const finalized: InvoiceRow = {
  ...seen,
  id: 'in_1',
  createdAt: day('2026-03-01'),
  asOf: day('2026-03-01'),
  subscriptionId: null,
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
};
const givenUp: InvoiceRow = {
  ...finalized,
  status: 'uncollectible',
  asOf: day('2026-05-01'),
  uncollectibleAt: day('2026-05-01'),
};
const note: CreditNoteRow = {
  ...seen,
  id: 'cn_1',
  createdAt: day('2026-05-20'),
  asOf: day('2026-05-20'),
  invoiceId: 'in_1',
  number: 'A-1-CN',
  status: 'issued',
  reason: null,
  currency: 'GBP',
  totalMinor: 1_200,
  taxMinor: 200,
  prePaymentMinor: 1_200,
  postPaymentMinor: 0,
  refundedMinor: 0,
  customerCreditMinor: 0,
  outOfBandMinor: 0,
  refundIds: [],
  voidedAt: null,
};

type Step = (sheet: Sheet) => void;
const steps = {
  finalized: (sheet: Sheet) => sheet.put('invoices', finalized, {}),
  givenUp: (sheet: Sheet) => sheet.put('invoices', { ...givenUp, prePaymentCreditMinor: 1_200 }, {}),
  note: (sheet: Sheet) => sheet.put('creditNotes', note, {}),
};

async function learn(step: Step): Promise<void> {
  const sheet = createSheet();
  step(sheet);
  await database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
    keepSheet(writer, sheet, day('2026-06-01'), [bookChanges]),
  );
}

test.each<[string, readonly Step[]]>([
  ['after it was given up', [steps.finalized, steps.givenUp, steps.note]],
  ['before we heard that it was given up', [steps.finalized, steps.note, steps.givenUp]],
  ['before we heard of the invoice at all', [steps.note, steps.givenUp]],
])('a credit note that is learnt of %s lowers the bad debt and leaves no receivable', async (_when, order) => {
  await forgetEverything(database.current.owner);
  for (const step of order) await learn(step);
  expect(await accountTotals(database.current.owner)).toEqual({
    bad_debt: { gbp: 4_680 },
    revenue: { gbp: -3_900 },
    tax_payable: { gbp: -780 },
  });
});
