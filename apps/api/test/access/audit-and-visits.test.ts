import { randomUUID } from 'node:crypto';
import { chainAuditEntries } from '@wedsync/db/access';
import { systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { addSupplier, withGifts } from './gifts.ts';
import { signedIn, useStaffApp, type Browser } from './staff-app.ts';

const app = useStaffApp({ capabilities: withGifts });

function visit(browser: Browser, supplier: string, reason = 'They see an error') {
  return browser.post(
    `/suppliers/${supplier}/actions/view-as`,
    { input: {}, reason },
    { 'idempotency-key': randomUUID() },
  );
}

async function visiting() {
  const supplier = await addSupplier(app);
  const browser = await signedIn(app, { roles: ['support_lead'] });
  await visit(browser, supplier);
  await expect.poll(async () => (await browser.get('/session')).body.viewAs, { timeout: 2_000 }).not.toBeNull();
  return { supplier, browser };
}

describe('looking through a supplier’s eyes', () => {
  test('needs a reason and the supplier within scope', async () => {
    const supplier = await addSupplier(app, { region: 'Wales' });
    const browser = await signedIn(app, { roles: ['support'], regions: ['London'] });
    expect((await visit(browser, supplier)).status).toBe(404);
    expect((await visit(await signedIn(app, { roles: ['support'] }), supplier, '')).status).toBe(400);
    expect((await visit(await signedIn(app, { roles: ['marketing'] }), supplier)).status).toBe(403);
  });

  test('says so in the session and shows that supplier only', async () => {
    const { supplier, browser } = await visiting();
    const { body } = await browser.get('/session');
    expect(body.viewAs).toMatchObject({ supplierId: supplier, reason: 'They see an error' });
    expect(body.staff.scope).toEqual({ kind: 'supplier', supplierId: supplier });
    expect(body.permissions.every((permission: string) => /:(list|show)$/.test(permission))).toBe(true);
    expect((await browser.get(`/charges/${supplier}`)).status).toBe(200);
    expect((await browser.get(`/charges/${await addSupplier(app)}`)).status).toBe(404);
  });

  test('changes nothing, whatever is tried', async () => {
    const { supplier, browser } = await visiting();
    const answers = await Promise.all([
      browser.post(
        `/charges/${supplier}/actions/refund`,
        { input: { amountMinor: 1 }, reason: 'no' },
        { 'idempotency-key': randomUUID() },
      ),
      browser.put(`/staff/${browser.staffId}`, {}),
      browser.post('/service-tokens', {}),
      visit(browser, await addSupplier(app)),
    ]);
    expect(answers.map(({ body }) => body.code)).toEqual(Array.from({ length: 4 }, () => 'viewing-as-supplier'));
  });

  test('puts every view on record with the reason', async () => {
    const { supplier, browser } = await visiting();
    await browser.get(`/charges/${supplier}`);
    const views: { reason: string; resource: string; actor_id: string }[] = await app.database.current
      .owner('audit_entries')
      .where({ action: 'view-as-supplier', supplier_id: supplier });
    expect(views).toHaveLength(1);
    expect(views[0]).toMatchObject({ reason: 'They see an error', resource: 'charges', actor_id: browser.staffId });
  });

  test('ends when its owner ends it', async () => {
    const { browser } = await visiting();
    expect((await browser.delete('/session/view-as')).status).toBe(204);
    const { body } = await browser.get('/session');
    expect(body.viewAs).toBeNull();
    expect(body.permissions).toContain('charges:refund');
  });

  test('ends by itself after a quarter of an hour', async () => {
    const { browser } = await visiting();
    app.clock.advanceMs(16 * 60_000);
    expect((await browser.get('/session')).body.viewAs).toBeNull();
  });

  test('ends with the sign-in it belongs to', async () => {
    const { browser } = await visiting();
    await browser.delete('/session');
    browser.csrfToken = '';
    expect((await browser.signIn(browser.email)).body.viewAs).toBeNull();
  });
});

describe('the audit trail', () => {
  const list = (browser: Browser, filter: object) =>
    browser.get(`/audit-entries?filter=${encodeURIComponent(JSON.stringify(filter))}`);

  test('is found by person, action, record and time', async () => {
    const auditor = await signedIn(app, { roles: ['auditor'] });
    const person = await signedIn(app, { name: 'Quentin Findable' });
    const since = new Date(Date.now() - 60_000).toISOString();
    const only = (entries: { actorId: string }[]) => entries.every(({ actorId }) => actorId === person.staffId);
    const bySearch = (await list(auditor, { q: 'findable' })).body;
    expect(bySearch.length).toBeGreaterThan(0);
    expect(only(bySearch)).toBe(true);
    expect((await list(auditor, { actorId: person.staffId, action: 'sign-in', at_gte: since })).body).toHaveLength(1);
    expect((await list(auditor, { actorId: person.staffId, at_lt: since })).body).toEqual([]);
    const day = since.slice(0, 10);
    expect((await list(auditor, { actorId: person.staffId, at_gte: day })).body.length).toBeGreaterThan(0);
    expect((await list(auditor, { actorId: person.staffId, at_lt: day })).body).toEqual([]);
    expect((await list(auditor, { at_gte: '2026-02-30' })).status).toBe(400);
    expect((await list(auditor, { resource: 'staff', resourceId: person.staffId })).body[0].after.name).toBe(
      'Quentin Findable',
    );
  });

  test('shows what changed, before and after', async () => {
    const auditor = await signedIn(app, { roles: ['auditor'] });
    const supplier = await addSupplier(app);
    await app.database.current.owner('suppliers').where({ id: supplier }).update({ region: 'Wales' });
    const [entry] = (await list(auditor, { resourceId: supplier })).body;
    expect(entry).toMatchObject({ action: 'update', before: { region: 'London' }, after: { region: 'Wales' } });
  });

  test('cannot be written, changed or removed over HTTP', async () => {
    const admin = await signedIn(app);
    const [entry] = (await list(admin, {})).body;
    expect((await admin.put(`/audit-entries/${entry.id}`, { ...entry, reason: 'x' })).status).toBe(403);
    expect((await admin.delete(`/audit-entries/${entry.id}`)).status).toBe(403);
    expect((await admin.post('/audit-entries', {})).status).toBe(403);
  });

  test('is closed to roles that do not read it', async () => {
    const support = await signedIn(app, { roles: ['support'] });
    expect((await list(support, {})).status).toBe(403);
    expect((await support.get('/audit-entries/verification')).status).toBe(403);
  });

  test('tells how its chain stands', async () => {
    const auditor = await signedIn(app, { roles: ['auditor'] });
    await app.database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
      chainAuditEntries(writer, 10_000),
    );
    const { body } = await auditor.get('/audit-entries/verification');
    expect(body).toMatchObject({ state: 'never-verified' });
    expect(body.chainedThrough).toBeGreaterThan(0);
    const [entry] = (await auditor.get('/audit-entries?sort=["id","ASC"]&range=[0,0]')).body;
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
