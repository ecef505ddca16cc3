import { randomUUID } from 'node:crypto';
import { keepInvitationSecret } from '@wedsync/db/access';
import { systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { access } from '../../src/access/index.ts';
import { provideStaff } from '../../src/access/provide.ts';
import { hashSecret } from '../../src/access/token-secret.ts';
import { Browser, hire, password, signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp({ capabilities: [access] });

function act(browser: Browser, id: string, verb: string, input: unknown = {}, resource = 'staff') {
  return browser.post(
    `/${resource}/${id}/actions/${verb}`,
    { input, reason: 'Asked for' },
    { 'idempotency-key': randomUUID() },
  );
}

/** Asks for something and has a second person agree to it. @returns what came of the request and of the decision */
async function byTwo(admin: Browser, id: string, verb: string, input: unknown = {}, second = ['dpo']) {
  const asked = await act(admin, id, verb, input);
  const approver = await signedIn(app, { roles: second });
  const approved = await act(approver, asked.body.run.approvalId, 'approve', {}, 'approvals');
  return { asked, approved };
}

/** What a person's newest link carries, as if its letter had just left. */
async function secretOf(staffId: string): Promise<string> {
  const { owner, store } = app.database.current;
  const { id } = await owner('staff_invitations').where({ staff_id: staffId }).orderBy('id', 'desc').first();
  const secret = randomUUID();
  const now = app.clock.now();
  await store.transact(systemActor('test', 'req_test'), (writer) =>
    keepInvitationSecret(writer, id, hashSecret(secret), now),
  );
  return secret;
}

const accept = (secret: string, chosen: string) =>
  new Browser(app).post('/session/invitation/accept', { secret, password: chosen });

async function added(admin: Browser, more: object = {}) {
  const email = `${randomUUID()}@example.com`;
  const answer = await admin.post('/staff', { email, name: 'New', roles: ['finance'], ...more });
  return { email, id: String(answer.body.id), answer };
}

describe('nobody is two people:', () => {
  test('whoever is added signs in only after a second person agreed, by a password of their own', async () => {
    const admin = await signedIn(app);
    const { email, id, answer } = await added(admin);
    expect(answer.status).toBe(201);
    expect((await act(admin, id, 'enable')).status).toBe(400);
    expect((await act(admin, id, 'reset-password')).status).toBe(400);
    const asked = await act(admin, id, 'admit');
    expect(asked.body.run.state).toBe('awaiting_approval');
    const { approvalId } = asked.body.run;
    expect((await act(admin, approvalId, 'approve', {}, 'approvals')).status).toBe(403);
    expect(await app.database.current.owner('staff_invitations').where({ staff_id: id })).toEqual([]);
    const dpo = await signedIn(app, { roles: ['dpo'] });
    expect((await act(dpo, approvalId, 'approve', {}, 'approvals')).status).toBe(200);
    expect((await accept(await secretOf(id), 'a password of my own')).status).toBe(204);
    expect((await new Browser(app).signIn(email, { password: 'a password of my own' })).status).toBe(200);
  });

  test('a password cannot be given to a colleague', async () => {
    const admin = await signedIn(app);
    const { answer } = await added(admin, { password });
    expect(answer.status).toBe(400);
    const { id } = await hire(app);
    expect((await act(admin, id, 'reset-password', { password: 'known to the admin' })).status).toBe(400);
  });

  test.each([
    ['roles', ['finance', 'admin'], ['finance', 'admin']],
    ['email', 'mine@example.com', 'mine@example.com'],
    ['slackUserId', 'U0MINE1234', 'U0MINE1234'],
  ])('the %s of a colleague changes at the word of two', async (field, value, expected) => {
    const admin = await signedIn(app);
    const { id } = await hire(app, { roles: ['finance'] });
    const before = (await admin.get(`/staff/${id}`)).body;
    expect((await admin.put(`/staff/${id}`, { ...before, [field]: value })).status).toBe(400);
    const { email, roles, regions, slackUserId, version } = before;
    const access = { email, roles, regions, slackUserId, version };
    const { asked, approved } = await byTwo(admin, id, 'change-access', { ...access, [field]: value });
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect(approved.status).toBe(200);
    expect((await admin.get(`/staff/${id}`)).body[field]).toEqual(expected);
  });

  test('what two agreed to does not undo what happened meanwhile', async () => {
    const admin = await signedIn(app);
    const { id } = await hire(app, { roles: ['finance'] });
    const { email, regions, slackUserId, version } = (await admin.get(`/staff/${id}`)).body;
    const access = { email, regions, slackUserId, version, roles: ['finance', 'dpo'] };
    await app.database.current
      .owner('staff')
      .where({ id })
      .update({ roles: ['csm'] });
    expect((await act(admin, id, 'change-access', access)).body.code).toBe('stale-version');
  });

  test('the second step of a colleague is taken away by two', async () => {
    const admin = await signedIn(app);
    const { id } = await hire(app);
    const { owner } = app.database.current;
    await owner('staff').where({ id }).update({ totp_secret: 'sealed', totp_enabled_at: new Date() });
    const asked = await act(admin, id, 'reset-totp');
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect((await admin.get(`/staff/${id}`)).body.totpEnabled).toBe(true);
    const finance = await signedIn(app, { roles: ['finance'] });
    expect((await act(finance, asked.body.run.approvalId, 'approve', {}, 'approvals')).status).toBe(403);
    const other = await signedIn(app);
    expect((await act(other, asked.body.run.approvalId, 'approve', {}, 'approvals')).status).toBe(200);
    expect((await admin.get(`/staff/${id}`)).body.totpEnabled).toBe(false);
  });
});

describe('a link to choose a password', () => {
  async function invited() {
    const admin = await signedIn(app);
    const person = await signedIn(app, { roles: ['support'] });
    expect((await act(admin, person.staffId, 'reset-password')).status).toBe(200);
    return { admin, person, secret: await secretOf(person.staffId) };
  }

  test('ends the old password and every session, and works once', async () => {
    const { person, secret } = await invited();
    expect((await person.get('/session')).status).toBe(401);
    expect((await person.signIn(person.email)).status).toBe(401);
    const answers = await Promise.all([accept(secret, 'first of the two'), accept(secret, 'second of the two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  test('says whose it is and is not spent by being looked at', async () => {
    const { person, secret } = await invited();
    const look = () => new Browser(app).post('/session/invitation', { secret });
    expect((await look()).body).toMatchObject({ email: person.email });
    expect((await look()).status).toBe(200);
  });

  test('is over after 48 hours, when a newer one was asked for, when its owner is disabled or has another address', async () => {
    const { owner } = app.database.current;
    const late = await invited();
    app.clock.advanceMs(48 * 3_600_000);
    expect((await accept(late.secret, 'a long enough one')).body.code).toBe('invitation-over');
    const older = await invited();
    await act(older.admin, older.person.staffId, 'reset-password');
    expect((await accept(older.secret, 'a long enough one')).status).toBe(401);
    const disabled = await invited();
    await owner('staff').where({ id: disabled.person.staffId }).update({ disabled_at: new Date() });
    expect((await accept(disabled.secret, 'a long enough one')).status).toBe(401);
    const moved = await invited();
    await owner('staff').where({ id: moved.person.staffId }).update({ email: 'moved@example.com' });
    expect((await accept(moved.secret, 'a long enough one')).status).toBe(401);
  });

  test('keeps the second step: who has an authenticator is asked for its code', async () => {
    const { person, secret } = await invited();
    await app.database.current
      .owner('staff')
      .where({ id: person.staffId })
      .update({ totp_secret: 'sealed', totp_enabled_at: new Date() });
    await accept(secret, 'a long enough one');
    expect((await person.signIn(person.email, { password: 'a long enough one' })).body.code).toBe('totp-required');
  });
});

describe('staff', () => {
  test('are not hired by anybody else', async () => {
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    expect((await lead.post('/staff', { email: 'x@example.com', name: 'X', roles: ['admin'] })).status).toBe(403);
  });

  test('with a regional role need regions', async () => {
    const admin = await signedIn(app);
    const answer = await admin.post('/staff', { email: 'y@example.com', name: 'Y', roles: ['support'] });
    expect(answer.body.errors).toHaveProperty('regions');
  });

  test('have one account for an address, however it is written', async () => {
    const admin = await signedIn(app);
    const { email } = await hire(app);
    expect((await admin.post('/staff', { email: email.toUpperCase(), name: 'Z', roles: ['dpo'] })).status).toBe(409);
  });

  test('cannot give themselves roles', async () => {
    const support = await signedIn(app, { roles: ['support'] });
    const { body } = await support.get(`/staff/${support.staffId}`);
    expect((await support.put(`/staff/${support.staffId}`, { ...body, roles: ['admin'] })).status).toBe(403);
    const admin = await signedIn(app);
    const own = (await admin.get(`/staff/${admin.staffId}`)).body;
    const { email, regions, slackUserId, version } = own;
    const access = { email, regions, slackUserId, version, roles: ['admin', 'finance'] };
    expect((await act(admin, admin.staffId, 'change-access', access)).status).toBe(403);
    expect((await admin.put(`/staff/${admin.staffId}`, { ...own, name: 'New name' })).status).toBe(200);
  });

  test.each([['passwordHash'], ['password_hash'], ['totpSecret'], ['disabledAt'], ['createdAt']])(
    'cannot be given a %s from outside',
    async (field) => {
      const admin = await signedIn(app);
      const { id } = await hire(app);
      const { body } = await admin.get(`/staff/${id}`);
      expect((await admin.put(`/staff/${id}`, { ...body, [field]: '2020-01-01T00:00:00.000Z' })).status).toBe(400);
    },
  );

  test('edits made against an older version are refused', async () => {
    const admin = await signedIn(app);
    const { id } = await hire(app);
    const { body } = await admin.get(`/staff/${id}`);
    expect((await admin.put(`/staff/${id}`, { ...body, name: 'First' })).status).toBe(200);
    const second = await admin.put(`/staff/${id}`, { ...body, name: 'Second' });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('stale-version');
  });

  test('who are disabled lose their sessions, and get in again once enabled', async () => {
    const admin = await signedIn(app);
    const person = await signedIn(app, { roles: ['support'] });
    expect((await act(admin, person.staffId, 'disable')).status).toBe(200);
    expect((await person.get('/session')).status).toBe(401);
    expect((await act(admin, person.staffId, 'enable')).status).toBe(200);
    expect((await person.signIn(person.email)).status).toBe(200);
  });

  test('cannot disable themselves', async () => {
    const admin = await signedIn(app);
    expect((await act(admin, admin.staffId, 'disable')).status).toBe(403);
  });

  test('who are locked out are let in by an administrator', async () => {
    const admin = await signedIn(app);
    const { id, email } = await hire(app);
    for (let guess = 0; guess < 6; guess += 1)
      await new Browser(app).post('/session', { email, password: `guess ${guess}` });
    expect((await new Browser(app).signIn(email)).status).toBe(429);
    expect((await act(admin, id, 'unlock')).status).toBe(200);
    expect((await new Browser(app).signIn(email)).status).toBe(200);
  });

  test('provided twice at the command line are provided once and not changed', async () => {
    const provide = (roles: ('csm' | 'admin')[]) =>
      provideStaff(
        app.database.current.store,
        { email: 'demo@example.com', name: 'Demo', roles, regions: ['*'], password },
        app.services.uuids,
      );
    await provide(['csm']);
    await provide(['admin']);
    const answer = await new Browser(app).signIn('demo@example.com');
    expect(answer.body.staff.roles).toEqual(['csm']);
  });
});

describe('the list of staff', () => {
  test('is searched, filtered and sorted, and refuses what it does not know', async () => {
    const admin = await signedIn(app, { name: 'Zoë Administrator' });
    const list = (query: string) => admin.get(`/staff?${query}`);
    const filter = (value: object) => `filter=${encodeURIComponent(JSON.stringify(value))}`;
    const found = await list(filter({ q: 'zoë adm' }));
    expect(found.body).toHaveLength(1);
    expect(found.headers.get('content-range')).toBe('staff 0-0/1');
    expect((await list(filter({ q: '%' }))).body).toEqual([]);
    expect((await list(filter({ password: 'x' }))).status).toBe(400);
    expect((await list('sort=["passwordHash","ASC"]')).status).toBe(400);
  });
});
