import { minorUnitDigits, systemActor, type Clock } from '@wedsync/domain/platform';
import type { JournalEntry } from '@wedsync/domain/revenue';
import { beforeAll, describe, expect, test } from 'vitest';
import { monthsMet } from '../../src/revenue/customer-lives.ts';
import { bookEntries, findSupplierValue, mrrRateTable, recomputeValues } from '../../src/revenue/index.ts';
import { addSubscription } from '../billing/a-subscription.ts';
import { testActor, testClock, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const clock: Clock = testClock('2026-11-21T12:00:00Z');

describe('a month of rates begins and ends at midnight in London', () => {
  const trials = async (month: string) => {
    const { store } = database.current;
    const table = await store.read(testActor(), (reader) =>
      mrrRateTable(reader, { from: month, to: month }, clock.now()),
    );
    return table.segments[0]?.sums.trialsEnded ?? 0;
  };

  test('a trial that ended half an hour into a July of summer time is July’s', async () => {
    await addSubscription(database.current.owner, { trialEnd: new Date('2026-06-30T23:30:00Z') });
    expect([await trials('2026-06'), await trials('2026-07')]).toEqual([0, 1]);
  });

  test('in winter London keeps the hours of UTC', async () => {
    await addSubscription(database.current.owner, { trialEnd: new Date('2026-01-31T23:30:00Z') });
    expect([await trials('2026-01'), await trials('2026-02')]).toEqual([1, 0]);
  });
});

test('who was said to rest and turned out to have left counts as lost', async () => {
  const { owner, store } = database.current;
  const { supplierId, id: subscriptionId } = await addSubscription(owner);
  const move = async (type: string, amount: number, over: Record<string, unknown> = {}) => {
    const [row]: { id: number }[] = await owner('mrr_movements')
      .insert({
        supplier_id: supplierId,
        key: `${type}:${amount}`,
        type,
        amount_minor: amount,
        native_minor: amount,
        currency: 'GBP',
        actor: 'customer',
        source_event_id: 'evt',
        subscription_id: subscriptionId,
        in_net: true,
        in_committed: true,
        in_stripe: true,
        in_plan: true,
        effective_at: '2026-09-10T12:00:00Z',
        recorded_at: '2026-09-10T12:00:00Z',
        ...over,
      })
      .returning('id');
    return row?.id;
  };
  await move('new', 4_900, { effective_at: '2026-03-10T12:00:00Z' });
  const pause = await move('churn', -4_900, { reason: 'pause' });
  const restatement = { restatement: true, restates_movement_id: pause };
  await move('churn', 4_900, { ...restatement, reason: 'correction', reversal: true });
  await move('churn', -4_900, { ...restatement, reason: 'cancel_voluntary' });
  const asked = { from: '2026-09', to: '2026-09' } as const;
  const table = await store.read(testActor(), (reader) => mrrRateTable(reader, asked, clock.now()));
  expect(table.segments[0]?.sums).toMatchObject({ suppliersStart: 1, lostSuppliers: 1 });
});

describe('the value of money in other currencies', () => {
  beforeAll(() =>
    database.current.owner('fx_rates').insert([
      { day: '2026-11-02', currency: 'JPY', source: 'test', per_euro: 160, gbp_per_unit: 0.005 },
      { day: '2026-11-02', currency: 'KWD', source: 'test', per_euro: 0.33, gbp_per_unit: 2.5 },
      { day: '2026-11-02', currency: 'EUR', source: 'test', per_euro: 1, gbp_per_unit: 0.85 },
    ]),
  );

  test.each([
    ['JPY', 10_000, 5_000],
    ['KWD', 10_000, 2_500],
    ['EUR', 10_000, 8_500],
  ])('%s has its own minor unit', async (currency, amountMinor, penceMinor) =>
    expect(await valueOfPayment(currency, amountMinor, '2026-11-03')).toMatchObject({ realisedMinor: penceMinor }),
  );

  test('a weekend takes the last rate before it', async () =>
    expect(await valueOfPayment('EUR', 10_000, '2026-11-09')).toMatchObject({ realisedMinor: 8_500 }));

  test('a rate of long ago is none', async () =>
    expect(await valueOfPayment('EUR', 10_000, '2026-11-10')).toMatchObject({
      realisedMinor: null,
      reason: 'no-rate',
    }));

  test('every currency has as many decimals in PostgreSQL as in the domain', async () => {
    const codes = Intl.supportedValuesOf('currency');
    const found: { rows: { code: string; digits: number }[] } = await database.current.owner.raw(
      'select code, minor_unit_digits(code) as digits from unnest(?::text[]) as c (code)',
      [codes],
    );
    expect(found.rows.filter(({ code, digits }) => digits !== minorUnitDigits(code))).toEqual([]);
    expect(found.rows.length).toBeGreaterThan(100);
  });
});

describe('renewals met', () => {
  const met = async (began: string, at: string) => {
    const found: { rows: { months: number }[] } = await database.current.owner.raw(
      `select ${monthsMet('l.began', 'l.at')} as months from (select ?::timestamptz as began, ?::timestamptz as at) l`,
      [began, at],
    );
    return found.rows[0]?.months;
  };
  test.each([
    ['2026-01-31T10:00:00Z', '2026-02-28T09:59:59Z', 0],
    ['2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z', 1],
    ['2026-01-31T10:00:00Z', '2026-03-31T10:00:00Z', 2],
    ['2024-02-29T10:00:00Z', '2025-02-28T10:00:00Z', 12],
    ['2024-02-29T10:00:00Z', '2028-02-29T09:00:00Z', 47],
    ['2026-05-15T10:00:00Z', '2026-05-15T10:00:00Z', 0],
  ])('from %s to %s are %i', async (began, at, months) => expect(await met(began, at)).toBe(months));
});

async function valueOfPayment(currency: string, amountMinor: number, day: string) {
  const { owner, store } = database.current;
  const { supplierId, customerId } = await addSubscription(owner);
  const occurredAt = new Date(`${day}T12:00:00Z`);
  const entry: JournalEntry = {
    sourceKind: 'balance_transaction',
    sourceId: `txn_${supplierId}`,
    revision: 1,
    provider: 'stripe',
    customerId,
    supplierId,
    description: 'A payment',
    occurredAt,
    reversesSourceKind: null,
    postings: [
      { account: 'clearing:stripe', currency, amountMinor },
      { account: 'ar', currency, amountMinor: -amountMinor },
    ],
  };
  await store.transact(systemActor('test', 'req_test'), async (writer) => {
    await bookEntries(writer, [entry]);
    await recomputeValues(writer, [supplierId], clock.now());
  });
  return store.read(testActor(), (reader) => findSupplierValue(reader, supplierId));
}
