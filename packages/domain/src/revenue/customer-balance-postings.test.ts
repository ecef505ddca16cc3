import { expect, test } from 'vitest';
import { postingsForCustomerBalance } from './customer-balance-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { customerMove, invoice, paid, totals } from './mirrored-money.fixture.ts';

test('goodwill credit lowers what was earned, and the invoice that uses it leaves no credit behind', () => {
  const used = invoice({ ...paid, startingBalanceMinor: -1_900, endingBalanceMinor: 0 });
  const sums = totals(...postingsForCustomerBalance(customerMove()), ...postingsForInvoice(used));
  expect(sums).toEqual({ ar: 3_980, refunds_contra: 1_900, revenue: -4_900, tax_payable: -980 });
});

test('credit taken back again is as if it had never been given', () => {
  const taken = customerMove({ id: 'cbtxn_2', amountMinor: 1_900 });
  expect(totals(...[customerMove(), taken].flatMap(postingsForCustomerBalance))).toEqual({});
});

test.each(['applied_to_invoice', 'unapplied_from_invoice', 'credit_note', 'invoice_overpaid'])(
  'a move of type %s posts nothing: what moved it does',
  (type) => expect(postingsForCustomerBalance(customerMove({ type }))).toEqual([]),
);
