import { randomUUID } from 'node:crypto';
import { keepSimulation, recomputeHealth } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import {
  backtestHealth,
  dashboardSchema,
  healthExplanationSchema,
  healthModelRowSchema,
  type RecentEvent,
} from '@wedsync/domain/success';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSupplier, addUse, busyUse } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellUndeclared } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, success] });
const today = () => app.clock.now().toISOString().slice(0, 10);

beforeEach(async () => {
  const { owner, store } = app.database.current;
  await owner.raw('truncate usage_daily, health_scores, health_score_days, timeline_entries, dashboard_days, tasks');
  await owner('suppliers').delete();
  await addSupplier(owner, 'sup_1', { region: 'London' });
  await addSupplier(owner, 'sup_2', { region: 'Scotland', mrr_minor: 7_900, currency: 'EUR' });
  await addUse(owner, 'sup_1', busyUse(today()));
  await addUse(
    owner,
    'sup_2',
    busyUse(new Date(app.clock.now().getTime() - 61 * 86_400_000).toISOString().slice(0, 10)),
  );
  await store.transact(systemActor('test', 'req_test'), (writer) =>
    recomputeHealth(writer, ['sup_1', 'sup_2'], app.clock.now()),
  );
});

const act = (browser: Browser, verb: string, input: unknown, reason?: string) =>
  browser.post(`/health-scores/sup_2/actions/${verb}`, { input, reason }, { 'idempotency-key': randomUUID() });

describe('health scores', () => {
  test('list the weakest first, filtered by band and by supplier', async () => {
    const browser = await signedIn(app);
    const all = await browser.get('/health-scores');
    expect(all.body.map((row: { id: string }) => row.id)).toEqual(['sup_2', 'sup_1']);
    expect(all.headers.get('content-range')).toBe('health-scores 0-1/2');
    const risky = await browser.get(`/health-scores?filter=${encodeURIComponent('{"band":["at_risk","critical"]}')}`);
    expect(risky.body).toMatchObject([{ supplierId: 'sup_2', band: 'at_risk' }]);
    const one = await browser.get(`/health-scores?filter=${encodeURIComponent('{"supplierId":"sup_1"}')}`);
    expect(one.body).toMatchObject([{ supplierId: 'sup_1', band: 'healthy' }]);
  });

  test('refuse a filter and a sort they do not know', async () => {
    const browser = await signedIn(app);
    expect((await browser.get(`/health-scores?filter=${encodeURIComponent('{"score":1}')}`)).status).toBe(400);
    expect((await browser.get(`/health-scores?sort=${encodeURIComponent('["override_by","ASC"]')}`)).status).toBe(400);
  });

  test('explain themselves, and what is explained adds up', async () => {
    const browser = await signedIn(app);
    const explained = healthExplanationSchema.parse((await browser.get('/health-scores/sup_2/explanation')).body);
    const sum = explained.measures.reduce((total, one) => total + one.contribution, 0);
    expect(Math.abs(sum - (explained.uncapped ?? 0))).toBeLessThanOrEqual(0.5);
    expect(explained.history).toEqual([expect.objectContaining({ day: today(), score: explained.score })]);
  });

  test('of a supplier that is not scored yet is no error: there is nothing to explain', async () => {
    await addSupplier(app.database.current.owner, 'sup_3', { region: 'London' });
    const browser = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const answer = await browser.get('/health-scores/sup_3/explanation');
    expect([answer.status, answer.body]).toEqual([200, 'null']);
  });

  test('of another region do not exist for someone who sees one region', async () => {
    const browser = await signedIn(app, { roles: ['support'], regions: ['London'] });
    expect((await browser.get('/health-scores/sup_2')).status).toBe(404);
    expect((await browser.get('/health-scores/sup_2/explanation')).status).toBe(404);
  });
});

describe('the model', () => {
  test('that scores now is shown with every measure it uses', async () => {
    const browser = await signedIn(app);
    const { body } = await browser.get(`/health-models?filter=${encodeURIComponent('{"state":"published"}')}`);
    const model = healthModelRowSchema.parse(body[0]);
    expect(model.measures.map(({ key }) => key).sort()).toEqual(model.config.measures.map(({ key }) => key).sort());
  });
});

describe('a draft of the model', () => {
  const none = { suppliers: 0, mrrMinor: 0 };
  const population = {
    ...{ suppliers: 2, scoreChanged: 1, bandChanged: 1, distribution: [], falls: [], rises: [] },
    atRisk: { before: none, after: { suppliers: 1, mrrMinor: 7_900 } },
    moves: [{ from: 'healthy' as const, to: 'at_risk' as const, suppliers: 1, mrrMinor: 7_900 }],
  };
  const doIt = (browser: Browser, path: string, body: object = {}) =>
    browser.post(`/${path}`, { input: {}, reason: 'Winter is over', ...body }, { 'idempotency-key': randomUUID() });
  const draftOf = async (browser: Browser) => (await browser.post('/health-models', { title: 'Spring' })).body;
  type Edit = { id: string; version: number; title?: string; config?: unknown };
  const put = (browser: Browser, { id, version, title, config }: Edit) =>
    browser.put(`/health-models/${id}`, { version, title, config });
  const simulated = async (browser: Browser, modelId: string) => {
    const asked = await doIt(browser, `health-models/${modelId}/actions/simulate`);
    await app.database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
      keepSimulation(
        writer,
        asked.body.run.result.simulationId,
        { population, backtest: backtestHealth([], []) },
        app.clock.now(),
      ),
    );
  };

  test('starts as a copy, is edited field by field, and never over somebody else’s edit', async () => {
    const browser = await signedIn(app);
    const draft = await draftOf(browser);
    expect(draft).toMatchObject({
      number: expect.any(Number),
      state: 'draft',
      basedOn: 2,
      version: 1,
      simulation: null,
    });
    const config = { ...draft.config, minimumCoverage: 0.6 };
    expect((await put(browser, { ...draft, config })).body).toMatchObject({
      version: 2,
      config: { minimumCoverage: 0.6 },
    });
    const stale = await put(browser, { ...draft, title: 'Late' });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    const wrong = await put(browser, { ...draft, version: 2, config: { ...config, minimumCoverage: 2 } });
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['config.minimumCoverage']]);
    const published = (await browser.get('/health-models/hm_2')).body;
    expect((await put(browser, { ...published, title: 'Other' })).body.code).toBe('model-is-kept');
    expect((await browser.delete(`/health-models/${draft.id}`)).status).toBe(200);
  });

  test('is published by two people after its simulation, which the second one reads, and an earlier model comes back', async () => {
    const [one, two] = [await signedIn(app), await signedIn(app, { roles: ['cs_manager'] })];
    const { id } = await draftOf(one);
    const early = await doIt(one, `health-models/${id}/actions/publish`);
    expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('Simulate it first')]);
    await simulated(one, id);
    const asked = await doIt(one, `health-models/${id}/actions/publish`);
    expect(asked.body.run.state).toBe('awaiting_approval');
    const approval = `approvals/${asked.body.run.approvalId}`;
    const waiting = (await two.get(`/${approval}`)).body;
    expect(JSON.stringify(waiting)).toContain('0 suppliers today, 1 then');
    expect((await doIt(one, `${approval}/actions/approve`)).status).toBe(403);
    expect((await doIt(two, `${approval}/actions/approve`)).status).toBe(200);
    const models = (await one.get('/health-models')).body;
    expect(models.map((model: { id: string; state: string }) => [model.id, model.state])).toContainEqual([
      id,
      'published',
    ]);
    expect((await one.get(`/health-models/${id}`)).body).toMatchObject({ applying: { state: 'waiting' } });
    const back = await doIt(one, 'health-models/hm_2/actions/publish');
    expect((await doIt(two, `approvals/${back.body.run.approvalId}/actions/approve`)).status).toBe(200);
    expect((await one.get('/health-models/hm_2')).body.state).toBe('published');
  });

  test('is simulated again after an edit, and simulations are for those who see everybody', async () => {
    const browser = await signedIn(app);
    const draft = await draftOf(browser);
    await simulated(browser, draft.id);
    await put(browser, { ...draft, title: 'Summer' });
    const offers = (await browser.get(`/health-models/${draft.id}/actions`)).body;
    expect(offers.find((offer: { verb: string }) => offer.verb === 'publish')).toMatchObject({ allowed: false });
    expect((await browser.get('/health-simulations')).body[0]).toMatchObject({ modelId: draft.id, state: 'done' });
    const londoner = await signedIn(app, { roles: ['cs_manager'], regions: ['London'] });
    expect((await londoner.get('/health-simulations')).body).toEqual([]);
    expect((await (await signedIn(app, { roles: ['csm'] })).get('/health-simulations')).status).toBe(403);
  });
});

describe('a segment that a model asks about', () => {
  const rule = (field: string, value: unknown) => ({ field, operator: field === 'tags' ? 'hasTag' : 'atMost', value });
  const segmentOf = async (browser: Browser, name: string, asks: unknown) =>
    (await browser.post('/segments', { name, rule: asks })).body;
  const asking = (config: { exceptions: unknown[] }, segment: string) => ({
    ...config,
    exceptions: [{ key: 'vip', title: 'Vip', all: [{ is: 'memberOf', segment }], cap: 50 }],
  });

  test('exists, is kept up to date, and does not ask about health', async () => {
    const browser = await signedIn(app);
    const draft = (await browser.post('/health-models', { title: 'By segment' })).body;
    const [vip, weak] = [
      await segmentOf(browser, 'Vip', rule('tags', 'vip')),
      await segmentOf(browser, 'Weak', rule('healthScore', 40)),
    ];
    const save = (segment: string) =>
      browser.put(`/health-models/${draft.id}`, { version: 1, config: asking(draft.config, segment) });
    for (const unfit of ['seg_unknown', weak.id]) {
      const refused = await save(unfit);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([400, ['config.exceptions.0.all.0.segment']]);
    }
    expect((await save(vip.id)).status).toBe(200);
    const removed = await browser.delete(`/segments/${vip.id}`);
    expect([removed.status, removed.body.message]).toEqual([409, expect.stringContaining('By segment')]);
    await browser.delete(`/health-models/${draft.id}`);
  });
});

describe('an override', () => {
  test('shows in front of the automatic score, says who and why, and can be ended', async () => {
    const browser = await signedIn(app, { roles: ['csm'], regions: ['*'] });
    await app.database.current.owner('suppliers').update({ owner_id: browser.staffId });
    const before = (await browser.get('/health-scores/sup_2')).body;
    expect((await act(browser, 'override', { value: 85, days: 10 }, 'On holiday until June')).body.run.state).toBe(
      'succeeded',
    );
    const after = (await browser.get('/health-scores/sup_2')).body;
    expect(after).toMatchObject({
      score: 85,
      band: 'healthy',
      autoScore: before.score,
      override: { value: 85, reason: 'On holiday until June' },
    });
    expect(await app.database.current.owner('suppliers').where({ id: 'sup_2' }).first('health_score')).toEqual({
      health_score: 85,
    });
    expect((await act(browser, 'clear-override', {})).status).toBe(200);
    expect((await browser.get('/health-scores/sup_2')).body).toMatchObject({ score: before.score, override: null });
    const drops = app.database.current.owner('success_events').where({ type: 'health.dropped_to_at_risk' });
    expect((await drops.select('payload')).map(({ payload }) => payload)).toMatchObject([
      { before: 85, after: before.score },
    ]);
  });

  test('needs a reason, a score from 0 to 100 and at most 30 days', async () => {
    const browser = await signedIn(app);
    expect((await act(browser, 'override', { value: 85, days: 10 })).status).toBe(400);
    expect((await act(browser, 'override', { value: 101, days: 10 }, 'Because I say so')).status).toBe(400);
    expect((await act(browser, 'override', { value: 85, days: 31 }, 'Because I say so')).status).toBe(400);
    expect((await browser.get('/health-scores/sup_2')).body.override).toBeNull();
  });

  test('is not for support', async () => {
    const browser = await signedIn(app, { roles: ['support'] });
    expect((await act(browser, 'override', { value: 85, days: 10 }, 'Because I say so')).status).toBe(403);
  });
});

describe('calculate now', () => {
  test('shows the result before anything is kept', async () => {
    const browser = await signedIn(app);
    await addUse(app.database.current.owner, 'sup_2', [{ name: 'nps.answered', day: today(), amount: 10 }]);
    const preview = await browser.post('/health-scores/sup_2/actions/recompute/preview', { input: {} });
    expect(preview.body.lines.map((line: { label: string }) => line.label)).toEqual(['Stored', 'Calculated now']);
    const stored = await app.database.current
      .owner('health_scores')
      .where({ supplier_id: 'sup_2' })
      .first('auto_score');
    expect(preview.body.lines[0].value).toContain(String(stored.auto_score));
    expect((await act(browser, 'recompute', {})).body.run.result.score).toBeGreaterThan(stored.auto_score);
  });
});

describe('the dashboard', () => {
  const figure = (body: unknown, key: string) => dashboardSchema.parse(body).figures.find((one) => one.key === key);

  test('counts money, risk and work, each with its definition', async () => {
    const { body } = await (await signedIn(app)).get('/dashboard');
    expect(figure(body, 'mrr')).toMatchObject({
      value: 12_800,
      currency: 'GBP',
      definition: expect.stringMatching(/.{20}/),
    });
    expect(figure(body, 'atRisk')?.value).toBe(1);
    expect(figure(body, 'atRiskMrr')?.value).toBe(7_900);
    expect(dashboardSchema.parse(body).mrrByCurrency).toEqual([
      { currency: 'EUR', suppliers: 1, mrrMinor: 7_900 },
      { currency: 'GBP', suppliers: 1, mrrMinor: 4_900 },
    ]);
  });

  test('counts only what the actor may see', async () => {
    const browser = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const { body } = await browser.get('/dashboard');
    expect([figure(body, 'mrr')?.value, figure(body, 'atRisk')?.value]).toEqual([4_900, 0]);
  });

  test('opens the tasks that are due and no others', async () => {
    const browser = await signedIn(app, { regions: ['Scotland'] });
    const due = new Date(app.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    for (const [title, dueOn] of [
      ['Ring them', today()],
      ['Ring them again', due],
    ])
      await browser.post('/tasks', { supplierId: 'sup_2', title, dueOn });
    const { value, to } = figure((await browser.get('/dashboard')).body, 'tasksDue') ?? {};
    const opened = await browser.get(String(to));
    expect(opened.body.map(({ title }: { title: string }) => title)).toEqual(['Ring them']);
    expect(value).toBe(opened.body.length);
  });

  test('leaves out figures whose rows the role may not open', async () => {
    const { body } = await (await signedIn(app, { roles: ['marketing'] })).get('/dashboard');
    expect(figure(body, 'failedPayments')).toBeUndefined();
    expect(figure(body, 'mrr')).toBeDefined();
  });

  test('tells what happened last, of suppliers in scope only', async () => {
    const { store } = app.database.current;
    const happened = { resource: 'health-scores', occurredAt: app.clock.now() };
    await store.transact(systemActor('test', 'req_test'), async (writer) => {
      await tellUndeclared(writer, 'x.happened', { ...happened, supplierId: 'sup_1', summary: 'In London' });
      await tellUndeclared(writer, 'x.happened', { ...happened, supplierId: 'sup_2', summary: 'In Scotland' });
    });
    const all = await (await signedIn(app)).get('/dashboard/recent');
    expect(all.body.slice(0, 2).map(({ summary }: RecentEvent) => summary)).toEqual(['In Scotland', 'In London']);
    const londoner = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const some = await londoner.get('/dashboard/recent');
    expect(some.body.map(({ supplierId }: RecentEvent) => supplierId)).not.toContain('sup_2');
    expect(some.body[0].summary).toBe('In London');
  });

  test('is for people who are signed in', async () => {
    expect((await fetch(`${app.url}/api/dashboard`)).status).toBe(401);
  });
});
