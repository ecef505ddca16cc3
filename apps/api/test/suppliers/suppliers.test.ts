import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { access } from '../../src/access/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { hire, signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';
import { addSupplier } from './a-supplier.ts';
import { dataProviderOf, listParams } from './data-provider.ts';

const app = useStaffApp({ capabilities: [access, suppliers] });
let admin: Browser & { staffId: string };
let csm: Browser & { staffId: string };
let ids: Record<string, string> = {};

beforeAll(async () => {
  admin = await signedIn(app);
  csm = await signedIn(app, { roles: ['csm'], name: 'Cara CSM' });
  ids = {
    amber: await addSupplier(
      app,
      {
        externalId: 'ws-1',
        businessName: 'Amber & Oak 100%',
        tags: ['vip'],
        contacts: [{ name: 'Ada', email: 'ada@amber.test', phone: '+44 20 1234 5678', isPrimary: true }],
        weddingDates: [{ date: '2099-06-13' }],
      },
      {
        health_band: 'healthy',
        health_score: 91,
        mrr_minor: 4900,
        plan_code: 'professional',
        lifecycle: 'active',
        owner_id: csm.staffId,
        churn_probability: 0.1,
      },
    ),
    birch: await addSupplier(
      app,
      { externalId: 'ws-2', businessName: 'birch_films', vendorType: 'videographer', region: 'Wales', tags: ['beta'] },
      {
        health_band: 'at_risk',
        health_score: 41,
        mrr_minor: 1900,
        plan_code: 'starter',
        lifecycle: 'past_due',
        churn_probability: 0.7,
        last_seen_at: '2026-01-01',
      },
    ),
    cafe: await addSupplier(app, {
      externalId: 'ws-3',
      businessName: 'Café Ñandú 蛋糕',
      vendorType: 'cake',
      country: 'FR',
      region: 'Paris',
    }),
  };
});

const names = async (filter: Record<string, unknown>, field?: string, order?: 'ASC' | 'DESC') => {
  const { data } = await dataProviderOf(admin).getList('suppliers', listParams(filter, field, order));
  return data.map((supplier) => supplier.businessName);
};
const raw = (query: Record<string, string>) => admin.get(`/suppliers?${new URLSearchParams(query).toString()}`);

describe('the list of suppliers', () => {
  test('is sorted by name whatever its case, with the total', async () => {
    const page = await dataProviderOf(admin).getList('suppliers', listParams({}, 'businessName', 'ASC', 2));
    expect(page.data.map((row) => row.businessName)).toEqual(['Amber & Oak 100%', 'birch_films']);
    expect(page.total).toBe(3);
  });

  test.each([
    [{ healthBand: 'at_risk' }, ['birch_films']],
    [{ healthBand: ['at_risk', 'healthy'] }, ['Amber & Oak 100%', 'birch_films']],
    [{ planCode: 'none' }, ['Café Ñandú 蛋糕']],
    [{ planCode: ['none', 'starter'] }, ['birch_films', 'Café Ñandú 蛋糕']],
    [{ vendorType: 'cake' }, ['Café Ñandú 蛋糕']],
    [{ region: 'Wales' }, ['birch_films']],
    [{ country: 'FR' }, ['Café Ñandú 蛋糕']],
    [{ lifecycle: 'past_due' }, ['birch_films']],
    [{ ownerId: 'none' }, ['birch_films', 'Café Ñandú 蛋糕']],
    [{ tag: ['vip', 'beta'] }, ['Amber & Oak 100%', 'birch_films']],
    [{ mrrMinor_gte: 1900, mrrMinor_lte: 4000 }, ['birch_films']],
    [{ healthScore_lte: 41 }, ['birch_films']],
    [{ churnProbability_gte: 0.5 }, ['birch_films']],
    [{ weddingMonth: '2099-06' }, ['Amber & Oak 100%']],
    [{ weddingWithinDays: 30 }, []],
    [{ signedUpAt_gte: '2025-03-01T00:00:00Z', signedUpAt_lt: '2025-03-01T10:00:00Z' }, []],
    [{ externalId: 'ws-3' }, ['Café Ñandú 蛋糕']],
  ])('filtered by %j', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test('knows who "me" is', async () => {
    const { data } = await dataProviderOf(csm).getList('suppliers', listParams({ ownerId: 'me' }));
    expect(data.map((row) => row.id)).toEqual([ids.amber]);
    expect(await names({ ownerId: 'me' })).toEqual([]);
  });

  test.each([
    ['mrrMinor', 'DESC', ['Amber & Oak 100%', 'birch_films', 'Café Ñandú 蛋糕']],
    ['churnProbability', 'DESC', ['birch_films', 'Amber & Oak 100%', 'Café Ñandú 蛋糕']],
    ['churnProbability', 'ASC', ['Amber & Oak 100%', 'birch_films', 'Café Ñandú 蛋糕']],
    ['healthScore', 'ASC', ['birch_films', 'Amber & Oak 100%', 'Café Ñandú 蛋糕']],
    ['healthScore', 'DESC', ['Amber & Oak 100%', 'birch_films', 'Café Ñandú 蛋糕']],
    ['id', 'DESC', ['Café Ñandú 蛋糕', 'birch_films', 'Amber & Oak 100%']],
  ] as const)('sorted by %s %s keeps what is unknown last', async (field, order, expected) => {
    expect(await names({}, field, order)).toEqual(expected);
  });

  test.each([
    ['amber', ['Amber & Oak 100%']],
    ['AMBER & OAK', ['Amber & Oak 100%']],
    ['ñandú', ['Café Ñandú 蛋糕']],
    ['蛋糕', []],
    ['café ñ', ['Café Ñandú 蛋糕']],
    ['ws-2', []],
    ['ada@amber', ['Amber & Oak 100%']],
    ['100%', ['Amber & Oak 100%']],
    ['000%', []],
    ['h_films', ['birch_films']],
    ['hxfilms', []],
    ['bi', ['birch_films']],
    ['%', []],
    ['_', []],
    [`'; drop table suppliers; --`, []],
  ])('searched for %j takes the text literally', async (q, expected) => {
    expect(await names({ q })).toEqual(expected);
  });

  test('does not find suppliers by an e-mail the searcher may not see', async () => {
    const marketing = await signedIn(app, { roles: ['marketing'] });
    const { data } = await dataProviderOf(marketing).getList('suppliers', listParams({ q: 'ada@amber' }));
    expect(data).toEqual([]);
  });

  test('answers getMany in one request', async () => {
    const { data } = await dataProviderOf(admin).getMany('suppliers', { ids: [ids.cafe ?? '', ids.amber ?? ''] });
    expect(new Set(data.map((row) => row.id))).toEqual(new Set([ids.amber, ids.cafe]));
  });

  test('shows a CSM only their own book, in the rows and in the total', async () => {
    const page = await dataProviderOf(csm).getList('suppliers', listParams());
    expect(page).toMatchObject({ total: 1, data: [{ id: ids.amber }] });
    expect((await csm.get(`/suppliers/${ids.birch}`)).status).toBe(404);
  });
});

describe('hostile lists', () => {
  test.each([
    ['a sort that is SQL', { sort: '["mrr_minor; drop table suppliers","ASC"]' }],
    ['a sort by a column nobody listed', { sort: '["owner_id","ASC"]' }],
    ['a sort by __proto__', { sort: '["__proto__","ASC"]' }],
    ['a sort by constructor', { sort: '["constructor","ASC"]' }],
    ['a direction that is SQL', { sort: '["businessName","ASC; drop table suppliers"]' }],
    ['a filter nobody knows', { filter: '{"password":"x"}' }],
    ['a filter named __proto__', { filter: '{"__proto__":{"q":"x"}}' }],
    ['a filter named constructor', { filter: '{"constructor":"x"}' }],
    ['an operator object in place of a value', { filter: '{"region":{"$ne":1}}' }],
    ['a filter that is not JSON', { filter: '{' }],
    ['a filter that is a list', { filter: '[1]' }],
    ['a filter of 8 kB', { filter: JSON.stringify({ q: 'x'.repeat(8_000) }) }],
    ['a filter 5,000 levels deep', { filter: `{"q":${'['.repeat(1_900)}${']'.repeat(1_900)}}` }],
    ['a search of 1,000 characters', { filter: JSON.stringify({ q: 'x'.repeat(1_000) }) }],
    ['a range from behind', { range: '[-5,20]' }],
    ['a range of a million rows', { range: '[0,1000000]' }],
    ['a text with NUL', { filter: '{"q":"abc\\u0000"}' }],
    ['an amount beyond numbers', { filter: '{"mrrMinor_gte":1e308}' }],
  ])('%s is refused with a reason', async (_what, query: Record<string, string>) => {
    const answer = await raw(query);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    expect(answer.body.message).toEqual(expect.any(String));
  });

  test('a filter of 100 kB does not get past the door, and half a surrogate pair finds nothing', async () => {
    expect((await raw({ filter: JSON.stringify({ q: 'x'.repeat(100_000) }) })).status).toBe(431);
    expect(await raw({ filter: '{"region":"\\ud800"}' })).toMatchObject({ status: 200, body: [] });
  });

  test('a page beyond the end is empty and says how many there are', async () => {
    const answer = await raw({ range: '[1000000,1000024]' });
    expect(answer).toMatchObject({ status: 200, body: [] });
    expect(answer.headers.get('content-range')).toMatch(/\/3$/);
  });
});

describe('editing a supplier', () => {
  test('through the data provider changes what was changed, and raises the version', async () => {
    const provider = dataProviderOf(admin);
    const { data } = await provider.getOne('suppliers', { id: ids.cafe ?? '' });
    const updated = await provider.update('suppliers', {
      id: data.id,
      previousData: data,
      data: { ...data, tags: ['b', 'a', 'b'] },
    });
    expect(updated.data).toMatchObject({ tags: ['a', 'b'], version: data.version + 1 });
  });

  test('against an older version is refused and changes nothing', async () => {
    const { body: before } = await admin.get(`/suppliers/${ids.birch}`);
    const answer = await admin.put(`/suppliers/${ids.birch}`, {
      ...before,
      version: before.version - 1,
      businessName: 'Overwritten',
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'stale-version' } });
    expect((await admin.get(`/suppliers/${ids.birch}`)).body).toEqual(before);
  });

  test.each(['mrrMinor', 'healthScore', 'lifecycle', 'planCode', 'externalId', 'openTaskCount', 'id', 'isAdmin'])(
    'cannot assign %s',
    async (field) => {
      const { body: before } = await admin.get(`/suppliers/${ids.birch}`);
      const answer = await admin.put(`/suppliers/${ids.birch}`, { ...before, [field]: 'x' });
      expect(answer.status).toBe(400);
      expect((await admin.get(`/suppliers/${ids.birch}`)).body).toEqual(before);
    },
  );

  test('of another book does not exist for a CSM', async () => {
    const { body } = await admin.get(`/suppliers/${ids.birch}`);
    expect((await csm.put(`/suppliers/${ids.birch}`, { ...body, businessName: 'Mine' })).status).toBe(404);
  });

  test('a CSM cannot hand a supplier over, by edit or by action', async () => {
    const { id: someone } = await hire(app, { roles: ['csm'] });
    const { body } = await csm.get(`/suppliers/${ids.amber}`);
    expect((await csm.put(`/suppliers/${ids.amber}`, { ...body, ownerId: someone })).status).toBe(403);
    const act = await csm.post(
      `/suppliers/${ids.amber}/actions/assign`,
      { input: { ownerId: someone } },
      { 'idempotency-key': randomUUID() },
    );
    expect(act.status).toBe(403);
  });

  test('an owner who does not work here is refused at the field', async () => {
    const { body } = await admin.get(`/suppliers/${ids.birch}`);
    const answer = await admin.put(`/suppliers/${ids.birch}`, { ...body, ownerId: 'stf_nobody' });
    expect(answer).toMatchObject({ status: 400, body: { errors: { ownerId: expect.any(String) } } });
  });
});

describe('actions on a supplier', () => {
  test('assign hands it over, tells the timeline and the audit trail', async () => {
    const { id: someone } = await hire(app, { roles: ['csm'], name: 'New Owner' });
    const answer = await admin.post(
      `/suppliers/${ids.cafe}/actions/assign`,
      { input: { ownerId: someone } },
      { 'idempotency-key': randomUUID() },
    );
    expect(answer).toMatchObject({ status: 200, body: { run: { state: 'succeeded' } } });
    expect((await admin.get(`/suppliers/${ids.cafe}`)).body).toMatchObject({
      ownerId: someone,
      ownerName: 'New Owner',
    });
    const { data } = await dataProviderOf(admin).getList(
      'timeline-entries',
      listParams({ supplierId: ids.cafe, kind: 'owner' }, 'at', 'DESC'),
    );
    expect(data).toMatchObject([{ title: 'Owner is now New Owner' }]);
  });

  test('tag adds a tag once, in lower case', async () => {
    for (const key of [randomUUID(), randomUUID()])
      await admin.post(`/suppliers/${ids.amber}/actions/tag`, { input: { tag: ' Expo ' } }, { 'idempotency-key': key });
    expect((await admin.get(`/suppliers/${ids.amber}`)).body.tags).toEqual(['expo', 'vip']);
  });
});
