import { randomUUID } from 'node:crypto';
import { keepChurnModel } from '@wedsync/db/success';
import { logistic, seededRandom } from '@wedsync/domain/platform/statistics';
import { systemActor } from '@wedsync/domain/platform';
import {
  churnFeatures,
  churnFeatureVersion,
  churnModelRowSchema,
  snapshotDates,
  trainChurnModel,
  usualChurnPolicy,
} from '@wedsync/domain/success';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, success] });
const at = new Date('2026-06-01T00:00:00Z');

/** A small model whose only use is to hold an office. */
async function addModel(id: string, featureVersion = churnFeatureVersion): Promise<void> {
  const random = seededRandom(2);
  const asOfDays = snapshotDates('2024-12-01', '2026-05-30', 30, 15);
  const blocks = asOfDays.map((asOf) => {
    const logins = Array.from({ length: 40 }, () => Math.floor(random() * 15));
    return {
      asOf,
      supplierIds: logins.map((_, n) => `s${n}`),
      rows: logins.map((days) =>
        churnFeatures.map(({ name, kind }) => (name === 'loginDays14' ? days : kind === 'category' ? 'one' : 1)),
      ),
      labels: logins.map((days) => (random() < logistic(1 - days / 2) ? 1 : 0)),
    };
  });
  const trained = trainChurnModel({ horizonDays: 30, seed: 1, blocks, policy: usualChurnPolicy, championAuc: null });
  if ('notEnough' in trained) throw new Error(trained.notEnough);
  const snapshot = {
    id: `snap_${id}`,
    horizonDays: 30,
    asOfDays,
    knownThrough: '2026-05-30',
    featureVersion,
  };
  await app.database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
    keepChurnModel(writer, {
      id,
      trained,
      seed: 1,
      codeHash: 'test',
      runtime: { 'Node.js': '20' },
      parameters: {},
      author: { id: 'test', name: 'Test' },
      trainedAt: at,
      snapshot: { ...snapshot, rows: 600, losses: 100, sha256: 'test', drawnAt: at },
    }),
  );
}

beforeAll(async () => {
  await addModel('cm_first');
  await addModel('cm_second');
  const { owner } = app.database.current;
  await addSupplier(owner, 'sup_1');
  await owner('churn_predictions').insert({
    supplier_id: 'sup_1',
    horizon_days: 90,
    probability: 0.4,
    model_id: 'cm_first',
    features_hash: 'x',
    reasons: '[]',
    expected_saved_minor: 4_000,
    scored_at: at,
  });
});

const act = (browser: Browser, path: string, verb: string, input: unknown = {}, reason = 'It is time') =>
  browser.post(`/${path}/actions/${verb}`, { input, reason }, { 'idempotency-key': randomUUID() });
const stateOf = async (browser: Browser, id: string) =>
  churnModelRowSchema.parse((await browser.get(`/churn-models/${id}`)).body).state;

/** Asked for by one, agreed to by another. */
async function promote(id: string, approver: string): Promise<void> {
  const lead = await signedIn(app, { roles: ['cs_manager'] });
  await act(lead, `churn-models/${id}`, 'promote');
  const waiting = await app.database.current.owner('approvals').where({ state: 'awaiting_approval' }).first('id');
  const admin = await signedIn(app, { roles: ['admin'], name: approver });
  await act(admin, `approvals/${waiting.id}`, 'approve');
}

describe('churn models', () => {
  test('are promoted by two people, and never by whoever asked', async () => {
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    const asked = await act(lead, 'churn-models/cm_first', 'promote');
    expect(asked.body).toMatchObject({ run: { state: 'awaiting_approval' } });
    const waiting = await app.database.current.owner('approvals').where({ state: 'awaiting_approval' }).first('id');
    expect((await act(lead, `approvals/${waiting.id}`, 'approve')).status).toBe(403);
    expect(await stateOf(lead, 'cm_first')).toBe('draft');
    await act(await signedIn(app, { roles: ['admin'] }), `approvals/${waiting.id}`, 'approve');
    expect(await stateOf(lead, 'cm_first')).toBe('champion');
  });
  test('make way for the next champion, and come back at once when rolled back', async () => {
    const { approverName } = churnModelRowSchema.parse(
      (await (await signedIn(app)).get('/churn-models/cm_first')).body,
    );
    await promote('cm_second', 'Somebody Else');
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    expect([await stateOf(lead, 'cm_first'), await stateOf(lead, 'cm_second')]).toEqual(['retired', 'champion']);
    // Who agreed to it is not forgotten when another takes its place.
    expect((await lead.get('/churn-models/cm_first')).body).toMatchObject({ approverName });
    expect((await act(lead, 'churn-models/cm_second', 'roll-back')).body).toMatchObject({
      run: { state: 'succeeded' },
    });
    expect([await stateOf(lead, 'cm_first'), await stateOf(lead, 'cm_second')]).toEqual(['champion', 'retired']);
  });
  test('that were trained on features of another meaning foretell nothing, which is said, and do not come back', async () => {
    const { owner } = app.database.current;
    await addModel('cm_old', 'features-1');
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    const outdated = async () => (await lead.get('/churn-horizons/30')).body.championOutdated;
    const change = (id: string, state: string, more: object = {}) =>
      owner('churn_models')
        .where({ id })
        .update({ state, ...more });
    expect(await outdated()).toBe(false);
    await change('cm_first', 'retired');
    await change('cm_old', 'champion', { approver_name: 'Ada' });
    expect(await outdated()).toBe(true);
    await change('cm_old', 'retired', { state_since: new Date('2030-01-01T00:00:00Z') });
    await change('cm_first', 'champion');
    const actions: { verb: string }[] = (await lead.get('/churn-models/cm_first/actions')).body;
    expect(actions.find(({ verb }) => verb === 'roll-back')).toMatchObject({
      allowed: false,
      why: expect.stringMatching(/train another/),
    });
  });
  test('are trained by leads and not by a CSM; a job is asked for', async () => {
    expect((await act(await signedIn(app, { roles: ['csm'] }), 'churn-horizons/90', 'train', { seed: 3 })).status).toBe(
      403,
    );
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    await act(lead, 'churn-horizons/90', 'train', { seed: 3 });
    const job = await app.database.current.owner('job_runs').where({ name: 'churn.train' }).first('input');
    expect(job.input).toMatchObject({ horizonDays: 90, seed: 3 });
    expect((await lead.get('/churn-horizons/90')).body).toMatchObject({ lastTraining: { state: 'queued' } });
  });
  test('are trained one at a time: a crowd that asks gets the training that is under way, and its progress', async () => {
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    const crowd = await Promise.all([1, 2, 3, 4].map((seed) => act(lead, 'churn-horizons/60', 'train', { seed })));
    expect(crowd.every(({ status }) => status === 200)).toBe(true);
    const runs = () => app.database.current.owner('job_runs').whereRaw(`input ->> 'horizonDays' = '60'`);
    expect(await runs()).toHaveLength(1);
    await runs().update({ state: 'running', progress: { done: 30, total: 100, note: 'Drawing 2025-03-31' } });
    const preview = await lead.post('/churn-horizons/60/actions/train/preview', { input: {} });
    expect(preview.body).toMatchObject({ warnings: [expect.stringMatching(/under way, asked for by /)] });
    expect((await lead.get('/churn-horizons/60')).body).toMatchObject({
      lastTraining: { state: 'running', words: '30 % · Drawing 2025-03-31' },
    });
    await runs().update({ state: 'dead' });
    await act(lead, 'churn-horizons/60', 'train', { seed: 5 });
    expect(await runs()).toHaveLength(2);
  });
});

describe('predictions', () => {
  test('dismissed as wrong leave the worklist with the reason', async () => {
    const csm = await signedIn(app, { roles: ['csm', 'cs_manager'] });
    const worklist = () => csm.get('/churn-predictions?filter={"horizonDays":"90","dismissed":false}');
    expect((await worklist()).body).toHaveLength(1);
    await act(csm, 'churn-predictions/sup_1:90', 'dismiss', {}, 'Signed for two more years');
    expect((await worklist()).body).toEqual([]);
    expect((await csm.get('/churn-predictions/sup_1:90')).body).toMatchObject({
      dismissed: { reason: 'Signed for two more years' },
    });
  });
});

test('what a call costs is set anew by leads, and what was set before stays on record', async () => {
  const lead = await signedIn(app, { roles: ['cs_manager'] });
  const revised = { saveRate: 0.3, contactCostMinor: 2_000, weeklyCapacity: 40 };
  const preview = await lead.post('/churn-policies/1/actions/revise/preview', { input: { ...revised, saveRate: 0 } });
  expect(preview.body).toMatchObject({ warnings: [expect.stringMatching(/saves nobody/)] });
  await act(lead, 'churn-policies/1', 'revise', revised);
  const { body } = await lead.get('/churn-policies?sort=["setAt","DESC"]');
  expect(body).toMatchObject([revised, { saveRate: 0.2, setByName: 'The house' }]);
});
