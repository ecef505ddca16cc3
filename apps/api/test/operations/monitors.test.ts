import { randomUUID } from 'node:crypto';
import { raiseAlert } from '@wedsync/db/delivery';
import { judgeMonitors } from '@wedsync/db/operations';
import { recordReadings } from '@wedsync/db/platform';
import { monitorOf, suggestedTuning } from '@wedsync/domain/operations';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor, testUuids } from '../../../../packages/db/test/support/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';
import { addSupplier } from '../delivery/staff-door.ts';

const app = useStaffApp();
const reason = 'It warned all night';
const act = (browser: Browser, path: string, input: object) =>
  browser.post(path, { input, reason }, { 'idempotency-key': randomUUID() });

beforeAll(async () => {
  const now = new Date();
  await app.database.current.store.transact(testActor(), async (writer) => {
    await recordReadings(writer, [{ monitor: 'churn-drift', subject: '60', value: 0.4, sample: 500, takenAt: now }]);
    await judgeMonitors(writer, { now, uuids: testUuids });
  });
});

describe('the monitors', () => {
  test('are shown a line each with state, thresholds, readings and the alert they raised', async () => {
    const browser = await signedIn(app, { roles: ['cs_manager'] });
    const lines = (await browser.get('/monitors')).body;
    expect(lines.length).toBeGreaterThan(15);
    const filter = encodeURIComponent(JSON.stringify({ state: ['critical'] }));
    expect((await browser.get(`/monitors?filter=${filter}`)).body).toMatchObject([
      {
        id: 'churn-drift:60',
        value: 0.4,
        warning: 0.1,
        critical: 0.25,
        alertState: 'open',
        readings: [{ value: 0.4 }],
      },
    ]);
    const about = encodeURIComponent(JSON.stringify({ monitorId: 'churn-drift:60' }));
    expect((await browser.get(`/monitor-changes?filter=${about}`)).body).toMatchObject([
      { from: 'unknown', to: 'critical' },
    ]);
  });

  test('are nothing that a csm is asked to look after', async () => {
    const browser = await signedIn(app, { roles: ['csm'] });
    expect((await browser.get('/monitors')).status).toBe(403);
    expect((await browser.get('/operations/modes')).status).toBe(403);
  });

  test('are tuned by administrators with a reason, every version is kept, and an auditor reads them', async () => {
    const [ada, otto] = [await signedIn(app, { roles: ['admin'] }), await signedIn(app, { roles: ['auditor'] })];
    const tuning = { ...suggestedTuning(monitorOf('churn-drift')), warning: 0.3, critical: 0.5 };
    const path = '/monitors/churn-drift:60/actions/tune';
    expect((await act(otto, path, tuning)).status).toBe(403);
    const upside = await act(ada, path, { ...tuning, critical: 0.2 });
    expect([upside.status, Object.keys(upside.body.errors)]).toEqual([400, ['critical']]);
    expect((await act(ada, path, tuning)).status).toBe(200);
    expect((await otto.get('/monitor-tunings')).body).toMatchObject([
      { monitor: 'churn-drift', version: 1, warning: 0.3, reason: 'It warned all night' },
    ]);
    expect((await otto.get('/monitors/churn-drift:60')).body).toMatchObject({ tunings: 1, ordinary: { warning: 0.3 } });
  });
});

test('what makes a wedding day is changed by administrators and judged at once', async () => {
  const [ada, lead] = [await signedIn(app, { roles: ['admin'] }), await signedIn(app, { roles: ['support_lead'] })];
  const { id: _, version: __, updatedAt: ___, ...policy } = (await ada.get('/watch-policy/all')).body;
  const change = { ...policy, weddingEnabled: false, northFrom: 1, northTo: 12, seasonMinPercent: 0 };
  expect((await act(lead, '/watch-policy/all/actions/change', change)).status).toBe(403);
  expect((await act(ada, '/watch-policy/all/actions/change', change)).status).toBe(200);
  expect((await lead.get('/operations/modes')).body.modes).toMatchObject([
    { mode: 'peak-season', inForce: true },
    { mode: 'wedding-day', inForce: false, why: 'Switched off.' },
  ]);
  const [audit] = await app.database.current.owner('audit_entries').where({ resource: 'watch-policies' });
  expect(audit).toMatchObject({ action: 'update', reason });
});

test('dead letters are run again a handful at once by one person, and with more only when a second one agrees', async () => {
  const browser = await signedIn(app, { roles: ['admin'] });
  const letter = (reference: number) => ({
    kind: 'job',
    source: 'sync',
    reference: String(reference),
    reason: 'r',
    attempts: 5,
  });
  const letters: { id: number }[] = await app.database.current
    .owner('dead_letters')
    .insert(Array.from({ length: 11 }, (_, index) => letter(9_000 + index)))
    .returning('id');
  const ids = letters.map(({ id }) => String(id));
  const rerun = (body: object) =>
    browser.post('/actions/rerun', { resource: 'dead-letters', ...body }, { 'idempotency-key': randomUUID() });
  expect(await rerun({ ids })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('second person') },
  });
  expect((await rerun({ ids: ids.slice(0, 10) })).body.succeeded).toHaveLength(10);
  const asked = await rerun({ filter: { id: ids.slice(10) } });
  expect(asked).toMatchObject({ status: 202, body: { bulkRun: { secondPerson: expect.any(String) } } });
});

test('an alert is taken and resolved by name', async () => {
  const browser = await signedIn(app, { roles: ['csm'], name: 'Priya' });
  const supplierId = await addSupplier(app.database.current, { ownerId: browser.staffId });
  const alert = await app.database.current.store.transact(testActor(), (writer) =>
    raiseAlert(writer, {
      type: 'supplier-at-risk',
      dedupKey: supplierId,
      supplierId,
      detail: 'Fell to 30',
      resource: 'suppliers',
      resourceId: supplierId,
      path: null,
      at: new Date(),
    }),
  );
  await act(browser, `/alerts/${alert?.id}/actions/acknowledge`, {});
  await act(browser, `/alerts/${alert?.id}/actions/resolve`, {});
  expect((await browser.get(`/alerts/${alert?.id}`)).body).toMatchObject({
    state: 'resolved',
    acknowledgedBy: 'Priya',
    resolvedBy: 'Priya',
  });
  expect((await act(browser, `/alerts/${alert?.id}/actions/resolve`, {})).status).toBe(409);
});
