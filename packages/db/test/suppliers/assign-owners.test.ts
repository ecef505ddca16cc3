import { beforeEach, expect, test } from 'vitest';
import { assignOwners } from '../../src/suppliers/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();

beforeEach(async () => {
  await database.current.owner('suppliers').delete();
  await database.current.owner('staff').delete();
});

test('new suppliers go round the managers of their region, those with the smallest book first', async () => {
  await staff('stf_a', ['london']);
  await staff('stf_b', ['london', 'wales']);
  await suppliers('london', 4);
  await suppliers('wales', 2);
  expect(await assign()).toBe(6);
  expect(await books()).toEqual({ stf_a: 2, stf_b: 4 });
});

test('a region nobody covers waits, and an owner once given stays', async () => {
  await staff('stf_a', ['london']);
  await suppliers('wales', 1);
  expect(await assign()).toBe(0);
  await staff('stf_c', ['*']);
  expect(await assign()).toBe(1);
  await staff('stf_d', ['wales']);
  expect(await assign()).toBe(0);
  expect(await books()).toEqual({ stf_c: 1 });
});

test('people who left and people of other roles get nobody', async () => {
  await staff('stf_gone', ['*'], { disabled_at: new Date() });
  await staff('stf_support', ['*'], { roles: ['support'] });
  await suppliers('london', 1);
  expect(await assign()).toBe(0);
});

function assign(): Promise<number> {
  return database.current.store.transact(testActor(), (writer) => assignOwners(writer, 100));
}

async function books(): Promise<Record<string, number>> {
  const rows: { owner: string; book: number }[] = await database.current
    .owner('suppliers')
    .whereNotNull('owner_id')
    .groupBy('owner_id')
    .select({ owner: 'owner_id' })
    .count({ book: '*' });
  return Object.fromEntries(rows.map(({ owner, book }) => [owner, book]));
}

async function staff(id: string, regions: string[], more: object = {}): Promise<void> {
  await database.current
    .owner('staff')
    .insert({ id, email: `${id}@wedsync.example`, name: id, roles: ['csm'], regions, ...more });
}

async function suppliers(region: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `sup_${region}${index}`,
    external_id: `${region}-${index}`,
    business_name: 'Studio',
    vendor_type: 'photographer',
    region,
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: new Date(2026, 0, index + 1),
  }));
  await database.current.owner('suppliers').insert(rows);
}
