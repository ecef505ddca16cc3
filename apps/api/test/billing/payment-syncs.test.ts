import { insertServiceToken } from '@wedsync/db/access';
import { moveSyncCursor } from '@wedsync/db/connectors';
import { systemActor } from '@wedsync/domain/platform';
import { beforeEach, describe, expect, test } from 'vitest';
import { testUuids } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { keptOf, newTokenSecret } from '../../src/access/token-secret.ts';
import { billing } from '../../src/billing/index.ts';
import { Browser, signedIn, useStaffApp } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, billing] });
const owner = () => app.database.current.owner;
const incremental = { platform: 'stripe', syncType: 'incremental' };

beforeEach(async () => {
  await owner()('job_runs').delete();
});

let names = 0;
async function machine(scope: 'sync' | 'ingest') {
  const secret = newTokenSecret();
  names += 1;
  const token = { name: `host-${names}`, scopes: [scope], expiresAt: null, secret: keptOf(secret) };
  await app.database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
    insertServiceToken(writer, token, testUuids),
  );
  return { authorization: `Bearer ${secret}` };
}

describe('asking for a sync', () => {
  test('is answered at once, and the sync waits for the worker', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const { status, body } = await finance.post('/integrations/payments/sync', incremental);
    expect([status, body]).toMatchObject([202, { status: 'queued', platform: 'stripe', validationLevel: 'standard' }]);
    expect(body.dataQualityReport).toMatchObject({ seen: 0, score: null });
    const [run] = await owner()('job_runs').where({ id: body.syncId });
    expect(run).toMatchObject({ name: 'payments.sync', requested_by: finance.staffId });
  });

  test('is open to a machine with the scope sync and to no other', async () => {
    const host = new Browser(app);
    expect((await host.post('/integrations/payments/sync', incremental, await machine('sync'))).status).toBe(202);
    expect((await host.post('/integrations/payments/sync', incremental, await machine('ingest'))).status).toBe(403);
    expect((await host.post('/integrations/payments/sync', incremental)).status).toBeGreaterThanOrEqual(401);
    expect(await owner()('job_runs')).toHaveLength(1);
  });

  test('takes the permission, and looking does not include asking', async () => {
    const csm = await signedIn(app, { roles: ['csm'] });
    expect((await csm.post('/integrations/payments/sync', incremental)).status).toBe(403);
    expect((await csm.get('/integrations/payments/status')).status).toBe(403);
    const auditor = await signedIn(app, { roles: ['auditor'] });
    expect((await auditor.get('/integrations/payments/status')).status).toBe(200);
    expect((await auditor.post('/integrations/payments/sync', incremental)).status).toBe(403);
  });

  test('is refused while another of the same platform is not done, the other platform is free', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const first = await finance.post('/integrations/payments/sync', incremental);
    const second = await finance.post('/integrations/ltv/payments', { ...incremental, syncType: 'full' });
    expect([second.status, second.body.code]).toEqual([409, 'sync-under-way']);
    const paypal = { ...incremental, platform: 'paypal' };
    expect((await finance.post('/integrations/payments/sync', paypal)).status).toBe(202);
    await owner()('job_runs').where({ id: first.body.syncId }).update({ state: 'succeeded' });
    expect((await finance.post('/integrations/payments/sync', incremental)).status).toBe(202);
  });

  test('five at once start one', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => finance.post('/integrations/payments/sync', incremental)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409]);
  });

  test.each([
    [{ platform: 'cheque', syncType: 'full' }, 'platform'],
    [{ platform: 'stripe', syncType: 'object' }, 'objectId'],
    [{ ...incremental, objectId: 'ch_1' }, 'objectId'],
    [{ ...incremental, objectId: '../v1/x' }, 'objectId'],
    [{ ...incremental, validationLevel: 'none' }, 'validationLevel'],
    [{ ...incremental, dateRange: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } }, 'dateRange'],
  ])('that makes no sense names the field: %j', async (body, field) => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const answer = await finance.post('/integrations/payments/sync', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Object.keys(answer.body.errors)).toContain(field);
  });
});

test('what a sync has counted so far is shown while it runs, with its score and what the score means', async () => {
  const finance = await signedIn(app, { roles: ['finance'] });
  const { body } = await finance.post('/integrations/ltv/payments', incremental);
  const rejections = [{ kind: 'charge', id: 'txn_1', reason: 'Its net is not its amount less its fee.' }];
  const tally = { seen: 4, stored: 1, known: 2, rejected: 1, rejections, ltvUpdates: 1 };
  await app.database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
    moveSyncCursor(writer, `payments.sync.${body.syncId}`, { tally, place: null }),
  );
  const shown = await finance.get(`/integrations/ltv/payments?syncId=${body.syncId}`);
  expect(shown.body).toEqual({
    syncId: body.syncId,
    status: 'queued',
    processedEvents: 4,
    ltvUpdatesTriggered: 1,
    dataQualityReport: expect.objectContaining({
      storedNew: 1,
      alreadyKnown: 2,
      rejectedRows: rejections,
      score: 0.75,
    }),
    errors: [],
  });
  expect((await finance.get('/integrations/payments/status/999999')).status).toBe(404);
});

describe('cancelling a sync', () => {
  test('takes away one that waits or is under way, and says so in the audit trail', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const { body } = await finance.post('/integrations/payments/sync', incremental);
    await owner()('job_runs').where({ id: body.syncId }).update({ state: 'running', locked_by: 'worker' });
    const cancelled = await finance.delete(`/integrations/payments/${body.syncId}`);
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelled' }]);
    const [entry] = await owner()('audit_entries').where({ resource: 'payment-syncs', resource_id: body.syncId });
    expect(entry).toMatchObject({ action: 'cancel', actor_id: finance.staffId, before: { status: 'running' } });
    expect((await finance.post('/integrations/payments/sync', incremental)).status).toBe(202);
  });

  test('that has ended is a conflict, one that never was is not found, and it takes the permission', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const { body } = await finance.post('/integrations/payments/sync', incremental);
    const path = `/integrations/payments/${body.syncId}`;
    expect((await (await signedIn(app, { roles: ['auditor'] })).delete(path)).status).toBe(403);
    await owner()('job_runs').where({ id: body.syncId }).update({ state: 'succeeded' });
    const over = await finance.delete(path);
    expect([over.status, over.body.code]).toEqual([409, 'sync-is-over']);
    expect((await finance.delete('/integrations/payments/999999')).status).toBe(404);
    await owner()('job_runs').insert({ name: 'operations.prune-finished' });
    const [other] = await owner()('job_runs').where({ name: 'operations.prune-finished' });
    expect((await finance.delete(`/integrations/payments/${other.id}`)).status).toBe(404);
  });

  test('is open to a machine with the scope sync', async () => {
    const [host, token] = [new Browser(app), await machine('sync')];
    const { body } = await host.post('/integrations/payments/sync', incremental, token);
    expect((await host.send('DELETE', `/integrations/payments/${body.syncId}`, undefined, token)).status).toBe(200);
  });
});

describe('how a platform is synced by itself', () => {
  const config = '/integrations/payments/config';
  const read = async (browser: Browser, platform: string) =>
    (await browser.get(config)).body.find((one: { platform: string }) => one.platform === platform);

  test('is changed by finance, at the version that was shown, and the audit trail says from what to what', async () => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const { nextSyncAt, updatedAt, ...shown } = await read(finance, 'paypal');
    expect([Date.parse(nextSyncAt), Date.parse(updatedAt)]).not.toContain(Number.NaN);
    const edit = { ...shown, paused: true, everyMinutes: 90 };
    const saved = await finance.put(config, edit);
    expect([saved.status, saved.body]).toMatchObject([
      200,
      { paused: true, everyMinutes: 90, version: shown.version + 1, nextSyncAt: null },
    ]);
    const stale = await finance.put(config, edit);
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    const [entry] = await owner()('audit_entries')
      .where({ resource: 'payment-sync-settings', resource_id: 'paypal' })
      .orderBy('id', 'desc');
    expect(entry).toMatchObject({
      actor_id: finance.staffId,
      before: { paused: false, every_minutes: 1_440 },
      after: { paused: true, every_minutes: 90 },
    });
    expect(await read(finance, 'stripe')).toMatchObject({ paused: false, everyMinutes: 1_440 });
  });

  test('is seen by who may see syncs, changed by finance and admin only, and by no machine', async () => {
    const lead = await signedIn(app, { roles: ['support_lead'] });
    const { nextSyncAt: _next, updatedAt: _at, ...shown } = await read(lead, 'stripe');
    expect((await lead.put(config, shown)).status).toBe(403);
    expect((await new Browser(app).put(config, shown, await machine('sync'))).status).toBeGreaterThanOrEqual(401);
    expect((await (await signedIn(app, { roles: ['csm'] })).get(config)).status).toBe(403);
  });

  test.each([
    [{ everyMinutes: 5 }, 'everyMinutes'],
    [{ everyMinutes: 20_000 }, 'everyMinutes'],
    [{ lookbackHours: 0 }, 'lookbackHours'],
    [{ validationLevel: 'none' }, 'validationLevel'],
    [{ platform: 'cheque' }, 'platform'],
  ])('refuses what makes no sense and names the field: %j', async (change, field) => {
    const finance = await signedIn(app, { roles: ['finance'] });
    const { nextSyncAt: _next, updatedAt: _at, ...shown } = await read(finance, 'stripe');
    const answer = await finance.put(config, { ...shown, ...change });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, [field]]);
  });
});
