import type { ListQuery } from '@wedsync/domain/platform';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  balanceTransactions,
  charges,
  disputes,
  invoices,
  payouts,
  refunds,
  subscriptions,
} from '../../src/billing/index.ts';
import { findProviderEvent, listProviderEvents } from '../../src/connectors/index.ts';
import { findJournalEntry, listJournalEntries, accountBalances } from '../../src/revenue/index.ts';
import type { Reader } from '../../src/platform/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
type AnyList = {
  list(reader: Reader, query: ListQuery<object>): Promise<unknown>;
  find(reader: Reader, id: string): Promise<unknown>;
};
const lists: Readonly<Record<string, AnyList>> = {
  balanceTransactions,
  charges,
  disputes,
  invoices,
  payouts,
  refunds,
  subscriptions,
};
const query = <F>(filter: F, field = 'createdAt'): ListQuery<F> => ({
  sort: { field, order: 'DESC' },
  offset: 0,
  limit: 25,
  filter,
});
const read = <T>(work: (reader: Reader) => Promise<T>) => database.current.store.read(testActor(), work);

/** A value for every filter the lists share. */
const shared = {
  id: ['x'],
  q: 'Studio 100%_',
  status: ['succeeded'],
  currency: ['GBP'],
  createdFrom: '2026-01-01',
  createdTo: '2027-01-01',
  amountFromMinor: 1,
  amountToMinor: 1_000_000,
};

beforeAll(async () => {
  const { owner } = database.current;
  await owner('suppliers').insert([supplier('sup_a', 'Studio 100%_sharp'), supplier('sup_b', 'Other')]);
  const mirrored = {
    provider: 'stripe',
    created_at: '2026-05-01T10:00:00Z',
    as_of: '2026-05-01T10:00:00Z',
    raw: '{}',
    mirrored_at: '2026-05-01T10:00:00Z',
  };
  await owner('charges').insert(
    ['a', 'b'].map((name) => ({
      ...mirrored,
      id: `ch_${name}`,
      supplier_id: `sup_${name}`,
      customer_id: `cus_${name}`,
      status: 'succeeded',
      currency: 'GBP',
      amount_minor: 5_880,
      amount_captured_minor: 5_880,
      amount_refunded_minor: 0,
      captured: true,
      disputed: false,
      balance_transaction_id: `txn_${name}`,
    })),
  );
});

describe.each(Object.entries(lists))('%s', (_name, list) => {
  test('takes every shared filter', async () => {
    for (const [name, value] of Object.entries(shared))
      await read((reader) => list.list(reader, query({ [name]: value })));
    await expect(read((reader) => list.find(reader, 'nobody'))).resolves.toBeUndefined();
  });
  test('refuses a sort that is not on its list', async () => {
    await expect(read((reader) => list.list(reader, query({}, 'raw; drop table charges')))).rejects.toThrow(
      /cannot be sorted/,
    );
  });
});

describe('charges', () => {
  test('are found by the name of the supplier, taken literally', async () => {
    const found = await read((reader) => charges.list(reader, query({ q: '100%_' })));
    expect(found.rows.map(({ id, businessName }) => [id, businessName])).toEqual([['ch_a', 'Studio 100%_sharp']]);
  });
  test('of another book are not there', async () => {
    const actor = testActor({ scope: { kind: 'supplier', supplierId: 'sup_b' } });
    const found = await database.current.store.read(actor, (reader) => charges.list(reader, query({})));
    expect(found.rows.map(({ id }) => id)).toEqual(['ch_b']);
    expect(await database.current.store.read(actor, (reader) => charges.find(reader, 'ch_a'))).toBeUndefined();
  });
  test('say when the fee is not known yet', async () => {
    expect(await read((reader) => charges.find(reader, 'ch_a'))).toMatchObject({
      feeMinor: null,
      netMinor: null,
      invoiceId: null,
    });
  });
});

test('the inbox and the journal answer, and ids that are no numbers find nothing', async () => {
  const sort = (field: string) => ({ sort: { field, order: 'ASC' as const }, offset: 0, limit: 10 });
  expect(
    await read((reader) =>
      listProviderEvents(reader, { ...sort('occurredAt'), filter: { state: ['dead'], q: 'evt', id: ['1', 'x'] } }),
    ),
  ).toMatchObject({ total: 0 });
  expect(await read((reader) => findProviderEvent(reader, "1' or 1=1"))).toBeUndefined();
  expect(
    await read((reader) =>
      listJournalEntries(reader, { ...sort('bookedOn'), filter: { account: ['ar'], currency: ['GBP'], q: 'in_1' } }),
    ),
  ).toMatchObject({ total: 0 });
  expect(await read((reader) => findJournalEntry(reader, 'x'))).toBeUndefined();
  expect(await read(accountBalances)).toEqual([]);
});

function supplier(id: string, businessName: string): object {
  return {
    id,
    external_id: id,
    business_name: businessName,
    vendor_type: 'venue',
    region: 'london',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: '2026-01-01T00:00:00Z',
  };
}
