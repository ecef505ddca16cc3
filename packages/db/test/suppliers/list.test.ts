import type { Actor, ListQuery } from '@wedsync/domain/platform';
import type { SupplierFilter } from '@wedsync/domain/suppliers';
import { beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, connectForReading, createListMemory, createStore } from '../../src/platform/index.ts';
import { listSuppliers } from '../../src/suppliers/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const supplierCount = 52_000;

/** Enough suppliers that a search is broad and a page is deep; scores repeat, and a tenth have none. */
beforeAll(async () => {
  await database.current.owner.raw(
    `insert into suppliers (id, external_id, business_name, vendor_type, region, country, time_zone, currency, signed_up_at, health_score, mrr_minor)
     select 'sup_' || n, 'wedsync-' || n, case when n % 2 = 0 then 'Meadow Photography ' else 'Zinnia Flowers ' end || lpad(n::text, 6, '0'), 'florist',
       case when n % 5 = 0 then 'Wales' else 'London' end, 'GB', 'Europe/London', 'GBP', '2026-01-01', case when n % 10 > 0 then n % 100 end, n % 7
     from generate_series(1, ?::int) n`,
    [supplierCount],
  );
  await database.current.owner.raw('analyze suppliers, supplier_search');
});

const list = (
  query: Partial<ListQuery<SupplierFilter>>,
  scope: Actor['scope'] = { kind: 'all' },
  store = database.current.store,
) =>
  store.read(testActor({ scope }), (reader) =>
    listSuppliers(
      reader,
      { sort: null, offset: 0, limit: 25, filter: {}, ...query },
      { today: () => '2026-06-01', searchContacts: true },
    ),
  );
const ids = async (query: Partial<ListQuery<SupplierFilter>>) => (await list(query)).rows.map(({ id }) => id);

describe('deep pages', () => {
  const sorts = [
    { field: 'businessName', order: 'ASC' },
    { field: 'healthScore', order: 'ASC' },
    { field: 'healthScore', order: 'DESC' },
    { field: 'mrrMinor', order: 'DESC' },
  ] as const;

  test.each(sorts)(
    'sorted by $field $order meet without gap or double, whichever end they are read from',
    async (sort) => {
      const all: string[] = [];
      for (let offset = 0; offset < supplierCount; offset += 1_000)
        all.push(...(await ids({ sort, offset, limit: 1_000 })));
      expect(all).toHaveLength(supplierCount);
      expect(new Set(all).size).toBe(supplierCount);
      const { rows } = await list({ sort, offset: supplierCount - 10 });
      expect(rows.map(({ id }) => id)).toEqual(all.slice(-10));
    },
  );

  test('unknown scores come last both ways', async () => {
    for (const order of ['ASC', 'DESC'] as const) {
      const { rows } = await list({ sort: { field: 'healthScore', order }, offset: supplierCount - 25 });
      expect(rows.every(({ healthScore }) => healthScore === null)).toBe(true);
    }
  });

  test('of a filtered list are those of the filter, with its exact total', async () => {
    const page = await list({ filter: { region: ['Wales'] }, offset: supplierCount / 5 - 10 });
    expect(page).toMatchObject({ total: supplierCount / 5, estimated: false });
    expect(page.rows).toHaveLength(10);
    expect(page.rows.every(({ region }) => region === 'Wales')).toBe(true);
  });
});

describe('a surveyed list', () => {
  const sorts = [
    { field: 'businessName', order: 'DESC' },
    { field: 'healthScore', order: 'ASC' },
    { field: 'healthScore', order: 'DESC' },
    { field: 'mrrMinor', order: 'ASC' },
    { field: 'id', order: 'DESC' },
  ] as const;

  test.each(sorts)('sorted by $field $order has the very pages that walking finds', async (sort) => {
    await using eager = surveyingStore();
    const page = (offset: number) => eager.list({ sort, offset });
    await page(2_000);
    await expect.poll(() => eager.entered(() => page(26_000))).toBe(true);
    // Every place where a page may lie across a post, and where scores end.
    for (const offset of [1_040, 5_199, 26_013, 46_775, 46_800, 49_990, 51_990])
      expect((await page(offset)).rows, `from ${offset}`).toEqual((await list({ sort, offset })).rows);
  });

  test('and filtered has the pages of its filter', async () => {
    await using eager = surveyingStore();
    const wales = (offset: number) => ({ filter: { region: ['Wales'] }, offset });
    await eager.list(wales(2_000));
    await expect.poll(() => eager.entered(() => eager.list(wales(5_000)))).toBe(true);
    expect(await eager.list(wales(7_777))).toEqual(await list(wales(7_777)));
  });

  test('is surveyed only for those who see everything, whose reads do not end with the request', async () => {
    await using eager = surveyingStore();
    const region = { kind: 'region', regions: ['London'] } as const;
    await eager.list({ offset: 20_000 }, region);
    expect(await eager.entered(() => eager.list({ offset: 20_000 }, region))).toBe(false);
  });
});

/** A store that surveys every list at its first deep page, and tells whether a page was entered at a post. */
function surveyingStore() {
  const { url } = database.current;
  const reads = connectForReading({ url, applicationName: 'eager', poolMax: 2 });
  const store = createStore(
    connectDatabase({ url, applicationName: 'eager', poolMax: 2 }),
    reads,
    createListMemory(-1),
  );
  const said: string[] = [];
  reads.on('query', ({ sql }: { sql: string }) => said.push(sql));
  return {
    list: (query: Partial<ListQuery<SupplierFilter>>, scope?: Actor['scope']) => list(query, scope, store),
    async entered(work: () => Promise<unknown>): Promise<boolean> {
      said.length = 0;
      await work();
      return said.some((sql) => /row_no"?\)? (>=|<=) /.test(sql));
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

describe('a search', () => {
  test('by name is read in either order to its last page', async () => {
    const q = 'flowers 0001';
    const forwards = await list({ filter: { q }, limit: 50 });
    const backwards: string[] = [];
    for (let offset = 0; offset < 60; offset += 20)
      backwards.push(
        ...(await ids({ filter: { q }, sort: { field: 'businessName', order: 'DESC' }, offset, limit: 20 })),
      );
    expect(backwards.toReversed()).toEqual(forwards.rows.map(({ id }) => id));
    expect(await list({ filter: { q }, offset: 100 })).toMatchObject({ rows: [], total: 50 });
  });

  test('that finds few has an exact total', async () => {
    expect(await list({ filter: { q: 'flowers 00000' } })).toMatchObject({ total: 5, estimated: false });
  });

  test('that finds very many shows the first of them in order and says that the total is an estimate', async () => {
    const page = await list({ filter: { q: 'wedsync-' } });
    expect(page.estimated).toBe(true);
    expect(page.rows[0]?.businessName).toBe('Meadow Photography 000002');
  });

  test('that finds very many is in any other order too', async () => {
    const page = await list({ filter: { q: 'wedsync-' }, sort: { field: 'mrrMinor', order: 'DESC' } });
    expect(page.estimated).toBe(true);
    expect(page.rows.map(({ mrrMinor }) => mrrMinor)).toEqual(Array(25).fill(6));
  });

  test('finds the same suppliers by the short way and by the long one', async () => {
    const q = 'flowers 0001';
    const short = await list({ filter: { q }, limit: 1_000 });
    const long = await list({ filter: { q, mrrMinor_gte: 0 }, limit: 1_000 });
    expect(short).toEqual(long);
    expect(short.total).toBe(50);
  });

  test('that finds very many is narrowed by other filters as well', async () => {
    const page = await list({ filter: { q: 'wedsync-', region: ['Wales'], mrrMinor_gte: 6 }, limit: 1_000 });
    const expected = Array.from({ length: supplierCount }, (_, index) => index + 1).filter(
      (n) => n % 5 === 0 && n % 7 === 6,
    );
    expect(page).toMatchObject({ total: expected.length, estimated: true });
    expect(
      await list({ filter: { q: 'wedsync-', region: ['Wales'], mrrMinor_gte: 6 }, offset: 1_000, limit: 1_000 }),
    ).toMatchObject({
      total: expected.length,
      estimated: false,
    });
  });

  test('finds nothing outside the scope, however much it finds', async () => {
    const wales = await list({ filter: { q: 'wedsync-' }, limit: 1_000 }, { kind: 'region', regions: ['Wales'] });
    expect(wales.rows).toHaveLength(1_000);
    expect(wales.rows.every(({ region }) => region === 'Wales')).toBe(true);
    const one = { filter: { q: 'photography 000002' } };
    expect(await list(one)).toMatchObject({ total: 1 });
    expect(await list(one, { kind: 'own' })).toMatchObject({ rows: [], total: 0 });
  });

  test('leaves its index to nobody but those who see everything', async () => {
    const peek = database.current.store.read(testActor({ scope: { kind: 'own' } }), ({ sql }) =>
      sql('supplier_search').first(),
    );
    await expect(peek).rejects.toThrow(/permission denied/);
  });
});
