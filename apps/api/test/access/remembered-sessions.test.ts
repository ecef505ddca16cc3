import { createServer } from 'node:http';
import { connectDatabase, connectForReading, createStore } from '@wedsync/db/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIdentity } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { capabilities } from '../../src/capabilities.ts';
import { Browser, password, signedIn, useStaffApp, type StaffApp } from './staff-app.ts';

const app = useStaffApp();
const twin: StaffApp = { ...app, url: '' };
let closeTwin = async () => {};

/** A second api on the same database, with connections and a memory of its own. */
beforeAll(async () => {
  const connection = { url: app.database.current.url, applicationName: 'twin', poolMax: 4 };
  const store = createStore(connectDatabase(connection), connectForReading(connection));
  const services = { ...app.services, store };
  const identity = await createIdentity(services);
  const server = createServer(createApp({ services, capabilities, identify: identity.handlers }));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  twin.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  closeTwin = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await identity.close();
    await store.close();
  };
});
afterAll(() => closeTwin());

/** The same session at both processes, each of which has just been asked who it is. */
async function knownToBoth(roles: readonly string[] = ['admin']) {
  const here = await signedIn(app, { roles });
  const there = new Browser(twin);
  Object.assign(there, { cookie: here.cookie, csrfToken: here.csrfToken });
  // For a second after a sign-in nothing is remembered.
  await new Promise((wake) => setTimeout(wake, 1_100));
  for (const browser of [here, there]) expect((await browser.get('/session')).status).toBe(200);
  return { here, there, staffId: here.staffId };
}

const statusSoon = (browser: Browser) => expect.poll(async () => (await browser.get('/session')).status, soon);
// Well under the two seconds after which the process would have asked again by itself.
const soon = { timeout: 700, interval: 10 };

describe('a session that two processes remember', () => {
  test('ends at both when it is signed out at one: at once there, and as soon as the other is told', async () => {
    const { here, there } = await knownToBoth();
    expect((await here.delete('/session')).status).toBe(204);
    expect((await here.get('/session')).status).toBe(401);
    await statusSoon(there).toBe(401);
  });

  test('ends at both when its owner signs out everywhere', async () => {
    const { here, there } = await knownToBoth();
    const elsewhere = new Browser(app);
    await elsewhere.signIn(here.email);
    await elsewhere.delete('/session/all');
    expect((await here.get('/session')).status).toBe(401);
    await statusSoon(there).toBe(401);
  });

  test('ends at both when its owner changes the password in another window', async () => {
    const { here, there } = await knownToBoth();
    const elsewhere = new Browser(app);
    await elsewhere.signIn(here.email);
    const change = { currentPassword: password, newPassword: 'another long one' };
    expect((await elsewhere.post('/session/password', change)).status).toBe(204);
    expect((await here.get('/session')).status).toBe(401);
    await statusSoon(there).toBe(401);
  });

  test('ends at both when its owner is disabled', async () => {
    const boss = await signedIn(app);
    const { here, there, staffId } = await knownToBoth(['csm']);
    const body = { input: {}, reason: 'Left the company' };
    const done = await boss.post(`/staff/${staffId}/actions/disable`, body, { 'idempotency-key': staffId });
    expect(done.status).toBe(200);
    expect((await here.get('/session')).status).toBe(401);
    await statusSoon(there).toBe(401);
  });

  test('loses a right at both when a role is taken away', async () => {
    const [boss, second] = [await signedIn(app), await signedIn(app, { roles: ['dpo'] })];
    const { here, there, staffId } = await knownToBoth();
    const { email, regions, slackUserId, version } = (await boss.get(`/staff/${staffId}`)).body;
    const input = { email, regions, slackUserId, version, roles: ['csm'] };
    const does = (who: Browser, path: string, given: object) =>
      who.post(
        path,
        { input: given, reason: 'Moved' },
        { 'idempotency-key': `${staffId} ${path}`.replaceAll(' ', '-') },
      );
    const asked = await does(boss, `/staff/${staffId}/actions/change-access`, input);
    expect((await does(second, `/approvals/${asked.body.run.approvalId}/actions/approve`, {})).status).toBe(200);
    const permissions = async (browser: Browser) => (await browser.get('/session')).body.permissions;
    expect(await permissions(here)).not.toContain('staff:create');
    await expect.poll(() => permissions(there), soon).not.toContain('staff:create');
  });

  test('and whose end nobody was told of lasts two seconds at most', async () => {
    const { here, staffId } = await knownToBoth();
    await app.database.current.owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql('sessions').where({ staff_id: staffId }).delete();
    });
    expect((await here.get('/session')).status).toBe(200);
    await expect.poll(async () => (await here.get('/session')).status, { timeout: 2_500, interval: 50 }).toBe(401);
  });

  test('is noted as used once a minute, not by every request', async () => {
    const { here, staffId } = await knownToBoth();
    const seenAt = async () =>
      (await app.database.current.owner('sessions').where({ staff_id: staffId }).first('sess')).sess.seenAt;
    const before = await seenAt();
    await here.get('/session');
    expect(await seenAt()).toBe(before);
    app.clock.advanceMs(61_000);
    await here.get('/session');
    expect(await seenAt()).not.toBe(before);
  });
});
