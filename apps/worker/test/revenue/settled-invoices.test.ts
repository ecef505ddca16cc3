import type { CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { recordManualPayment, reverseManualPayment } from '@wedsync/db/revenue';
import { createId, systemActor } from '@wedsync/domain/platform';
import type { RecordedPayment } from '@wedsync/domain/revenue';
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
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

beforeEach(async () => {
  await forgetEverything(database.current.owner);
  await database.current.owner.raw('truncate manual_payments');
});

const actor = systemActor('test', 'req_test');
async function learn(step: Step): Promise<void> {
  const sheet = createSheet();
  step(sheet);
  await database.current.store.transact(actor, (writer) => keepSheet(writer, sheet, day('2026-06-01'), [bookChanges]));
}

test.each<[string, readonly Step[]]>([
  ['after it was given up', [steps.finalized, steps.givenUp, steps.note]],
  ['before we heard that it was given up', [steps.finalized, steps.note, steps.givenUp]],
  ['before we heard of the invoice at all', [steps.note, steps.givenUp]],
])('a credit note that is learnt of %s lowers the bad debt and leaves no receivable', async (_when, order) => {
  for (const step of order) await learn(step);
  expect(await accountTotals(database.current.owner)).toEqual({
    bad_debt: { gbp: 4_680 },
    revenue: { gbp: -3_900 },
    tax_payable: { gbp: -780 },
  });
});

/** Booked by two people of the invoice as it is mirrored. */
async function byHand(
  kind: RecordedPayment['kind'],
  amountMinor: number,
  supplierId: string | null = null,
): Promise<RecordedPayment> {
  const { uncollectible_at: givenUpAt } = await database.current.owner('invoices').where({ id: 'in_1' }).first();
  const about = { invoiceId: 'in_1', invoiceNumber: 'A-1', customerId: 'cus_1', supplierId, currency: 'GBP' };
  const id = createId('manualPayment', randomUUID());
  const payment = { ...about, id, kind, amountMinor, occurredAt: day('2026-04-10'), reference: 'FPS', givenUpAt };
  const people = { actionRunId: id, requestedBy: 'stf_1', requestedByName: 'Sam', approvedBy: 'stf_2' };
  await database.current.store.transact(actor, (writer) =>
    recordManualPayment(writer, { ...payment, ...people }, day('2026-04-11')),
  );
  return payment;
}
const state = (over: Partial<InvoiceRow>) => (sheet: Sheet) =>
  sheet.put('invoices', { ...finalized, asOf: day('2026-05-02'), ...over }, {});
const paidAt = day('2026-05-01');
const paid = { status: 'paid', paidAt, amountPaidMinor: 5_880, amountRemainingMinor: 0 } as const;
const void_ = { status: 'void', voidedAt: paidAt } as const;
const sales = { revenue: { gbp: -4_900 }, tax_payable: { gbp: -980 } };
const byHandStates = () => database.current.owner('manual_payments').orderBy('id').select('status', 'reversed_because');
const gaveWay = { status: 'reversed', reversed_because: 'settled at provider' };
const stands = { status: 'recorded', reversed_because: null };

test.each([
  [
    'bank_transfer',
    'paid out of band',
    state({ ...paid, paidOffProviderMinor: 5_880 }),
    { ...sales, bank: { gbp: 5_880 } },
    gaveWay,
  ],
  ['bank_transfer', 'voided', state(void_), {}, gaveWay],
  ['write_off', 'given up', state(givenUp), { ...sales, bad_debt: { gbp: 5_880 } }, gaveWay],
  ['write_off', 'voided', state(void_), {}, gaveWay],
  ['bank_transfer', 'given up', state(givenUp), { ...sales, bank: { gbp: 5_880 } }, stands],
] as const)(
  'a %s by hand of an invoice that is then %s at the provider is in the books once',
  async (kind, _how, then, books, left) => {
    await learn(steps.finalized);
    await byHand(kind, 5_880);
    await learn(then);
    await learn(then);
    expect(await accountTotals(database.current.owner)).toEqual(books);
    expect(await byHandStates()).toEqual([left]);
  },
);

test('money for an invoice that was given up lowers what is lost, stays when the mirror is told again, and can be taken back', async () => {
  await learn(state(givenUp));
  const payment = await byHand('bank_transfer', 2_000);
  await learn(state(givenUp));
  expect(await accountTotals(database.current.owner)).toEqual({
    ...sales,
    bank: { gbp: 2_000 },
    bad_debt: { gbp: 3_880 },
  });
  await database.current.store.transact(actor, (writer) => reverseManualPayment(writer, payment, day('2026-06-02')));
  expect(await accountTotals(database.current.owner)).toEqual({ ...sales, bad_debt: { gbp: 5_880 } });
});

test('an invoice given up after a part was paid, and paid in full after all, is neither lost nor owed', async () => {
  const part = { amountPaidMinor: 2_000, amountRemainingMinor: 3_880 };
  for (const then of [
    state(part),
    state({ ...givenUp, ...part }),
    state({ ...paid, uncollectibleAt: givenUp.uncollectibleAt }),
  ])
    await learn(then);
  expect(await accountTotals(database.current.owner)).toEqual({ ...sales, ar: { gbp: 5_880 } });
});

test('a transfer beside which the invoice was settled in another way is for a person to look at', async () => {
  const { owner } = database.current;
  await addSupplier(owner, 'sup_1');
  await learn(steps.finalized);
  const { id } = await byHand('bank_transfer', 5_880, 'sup_1');
  await learn(state(paid));
  expect(await owner('tasks').select('supplier_id', 'reason', 'title')).toEqual([
    {
      supplier_id: 'sup_1',
      reason: `bank-transfer:${id}`,
      title: 'A bank transfer of £58.80 pays for nothing any more',
    },
  ]);
  const told = await owner('timeline_entries')
    .where({ supplier_id: 'sup_1', source: 'manual-payments' })
    .pluck('title');
  expect(told).toEqual(expect.arrayContaining(['Bank transfer of £58.80 reversed: settled at provider']));
});
