import { expect, test } from 'vitest';
import { createSheet } from '../apply/sheet.ts';
import { mirrorListedTransaction } from './balance-transaction.ts';
import { charge } from './charge.ts';

const moved = { id: 'txn_1', type: 'charge', status: 'available', currency: 'gbp', created: 1, exchange_rate: 0.8 };
const movement = { ...moved, amount: 4_800, fee: 100, net: 4_700, source: 'ch_1' };
const partly = {
  id: 'ch_1',
  object: 'charge',
  amount: 10_000,
  amount_captured: 6_000,
  amount_refunded: 4_000,
  balance_transaction: movement,
  captured: true,
  created: 1,
  currency: 'usd',
  customer: 'cus_1',
  disputed: false,
  failure_balance_transaction: null,
  status: 'succeeded',
};
const seen = { asOf: new Date(0), fetchedAt: new Date(0), event: null };

test('a charge of which a part was captured in another currency moves that part', () => {
  const sheet = createSheet();
  charge.mirror(sheet, { ...seen, object: partly });
  expect(sheet.row('balanceTransactions', 'txn_1')).toMatchObject({ sourceAmountMinor: 6_000, sourceCurrency: 'USD' });
});

test('so it does when only its movement is listed', () => {
  const sheet = createSheet();
  mirrorListedTransaction(sheet, { ...movement, source: partly }, seen);
  expect(sheet.row('balanceTransactions', 'txn_1')).toMatchObject({ sourceAmountMinor: 6_000, sourceCurrency: 'USD' });
});
