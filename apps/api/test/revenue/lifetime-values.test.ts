import { keepRetentionCurves } from '@wedsync/db/revenue';
import { systemActor } from '@wedsync/domain/platform';
import {
  fitSegments,
  houseTerms,
  retentionCurveSchema,
  supplierValueSchema,
  type LifeCount,
} from '@wedsync/domain/revenue';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { revenue } from '../../src/revenue/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, revenue] });
const fittedAt = new Date('2026-06-01T03:00:00Z');
let finance: Browser;

/** A tenth leaves at each renewal: 300 who pay by the month, 120 by the year. */
const lives = (interval: 'month' | 'year', plan: string, starts: number): LifeCount[] =>
  Array.from({ length: 10 }, (_, periods) => ({
    plan,
    vendorType: 'photographer',
    interval,
    periods: periods + 1,
    ended: periods < 9,
    periodsThen: periods,
    endedThen: false,
    paying: periods < 9 ? 0 : starts / 10,
    mrrMinor: periods < 9 ? 0 : starts * 490,
    lives: starts / 10,
  }));

beforeAll(async () => {
  const { owner, store } = app.database.current;
  const all = [...lives('month', 'scale', 300), ...lives('year', 'scale', 120)];
  const { periodMonths: _eachIntervalsOwn, ...house } = houseTerms;
  const curves = [...fitSegments(all, house)];
  await store.transact(systemActor('test', 'req_test'), (writer) => keepRetentionCurves(writer, curves, all, fittedAt));
  const yearly = await owner('retention_curves').where({ level: 'all', billing_interval: 'year' }).first('id');
  for (const [index, region] of ['London', 'London', 'Wales', 'London', 'London'].entries()) {
    const id = `sup_v${index}`;
    await addSupplier(owner, id, { region });
    await owner('supplier_values').insert({
      supplier_id: id,
      state: index === 4 ? 'left' : 'paying',
      plan_code: index % 2 === 0 ? 'starter' : 'scale',
      vendor_type: 'photographer',
      billing_interval: 'year',
      periods: 1,
      mrr_minor: 4_900,
      realised_minor: 10_000,
      predicted_minor: index === 4 ? null : 20_000 + index,
      curve_id: index === 0 ? yearly.id : null,
      method_version: 'test',
      inputs_hash: id,
      computed_at: fittedAt,
    });
  }
  finance = await signedIn(app, { roles: ['finance'] });
});

type Asked = {
  readonly filter?: object;
  readonly range?: readonly [number, number];
  readonly sort?: readonly [string, string];
};
function list(browser: Browser, resource: string, asked: Asked = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) query.set(name, JSON.stringify(value));
  return browser.get(`/${resource}?${query.toString()}`);
}

describe('retention curves', () => {
  test('come in pages, the largest first, and say of which whole', async () => {
    const { body, headers } = await list(finance, 'retention-curves', { range: [0, 1] });
    const rows = retentionCurveSchema.array().parse(body);
    expect(rows.map(({ interval, n }) => [interval, n])).toEqual([
      ['month', 300],
      ['month', 300],
    ]);
    expect(headers.get('content-range')).toBe('retention-curves 0-1/6');
  });

  test('are narrowed by what they are about', async () => {
    const { body } = await list(finance, 'retention-curves', { filter: { interval: 'year', level: ['all', 'plan'] } });
    const rows = retentionCurveSchema.array().parse(body);
    expect(rows.map(({ level, plan }) => [level, plan]).sort()).toEqual([
      ['all', null],
      ['plan', 'scale'],
    ]);
    expect((await list(finance, 'retention-curves', { filter: { colour: 'red' } })).status).toBe(400);
  });

  test('fitted from fewer than 200 starts say that they are indicative, and so does what leans on them', async () => {
    const rows = retentionCurveSchema.array().parse((await list(finance, 'retention-curves')).body);
    const said = rows.map(({ interval, level, tailOf, tailStarts, indicative }) =>
      [interval, level, tailOf, tailStarts, indicative].join(' '),
    );
    expect(said.sort()).toEqual([
      'month all all 300 false',
      'month plan plan 300 false',
      'month segment segment 300 false',
      'year all all 120 true',
      'year plan all 120 true',
      'year segment all 120 true',
    ]);
    const value = supplierValueSchema.parse((await finance.get('/supplier-values/sup_v0')).body);
    expect(value.curve).toMatchObject({ indicative: true, tailStarts: 120 });
  });
});

describe('supplier values', () => {
  const idsOf = (body: unknown) =>
    supplierValueSchema
      .array()
      .parse(body)
      .map(({ id }) => id);

  test('come in pages, the most valuable first, those without a figure last', async () => {
    const first = await list(finance, 'supplier-values', { range: [0, 2] });
    const second = await list(finance, 'supplier-values', { range: [3, 5] });
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(['sup_v3', 'sup_v2', 'sup_v1', 'sup_v0', 'sup_v4']);
    expect(second.headers.get('content-range')).toBe('supplier-values 3-4/5');
  });

  test('are narrowed by state and plan, and found by name', async () => {
    const starters = await list(finance, 'supplier-values', { filter: { state: 'paying', plan: ['starter'] } });
    expect(idsOf(starters.body)).toEqual(['sup_v2', 'sup_v0']);
    expect(idsOf((await list(finance, 'supplier-values', { filter: { q: 'Studio sup_v1' } })).body)).toEqual([
      'sup_v1',
    ]);
  });

  test('are seen within one’s regions, and not at all by those whose role has no figures', async () => {
    const welsh = await signedIn(app, { roles: ['cs_manager'], regions: ['Wales'] });
    expect(idsOf((await list(welsh, 'supplier-values')).body)).toEqual(['sup_v2']);
    expect((await welsh.get('/supplier-values/sup_v0')).status).toBe(404);
    const support = await signedIn(app, { roles: ['support'] });
    expect((await list(support, 'supplier-values')).status).toBe(403);
    const csm = await signedIn(app, { roles: ['csm'] });
    expect((await list(csm, 'retention-curves')).status).toBe(403);
  });
});
