import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { access } from '../../src/access/index.ts';
import { provideStaff } from '../../src/access/provide.ts';
import { Browser, hire, password, signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp({ capabilities: [access] });

function act(browser: Browser, id: string, verb: string, input: unknown = {}) {
  return browser.post(
    `/staff/${id}/actions/${verb}`,
    { input, reason: 'Asked for' },
    { 'idempotency-key': randomUUID() },
  );
}

describe('staff', () => {
  test('are hired by an administrator and sign in with a password they must replace', async () => {
    const admin = await signedIn(app);
    const person = { email: 'new@example.com', name: 'New', roles: ['support'], regions: ['London'], password };
    const created = await admin.post('/staff', person);
    expect(created.status).toBe(201);
    expect(JSON.stringify(created.body)).not.toContain(password);
    expect((await new Browser(app).signIn('new@example.com')).body.passwordTemporary).toBe(true);
  });

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
    expect((await admin.put(`/staff/${admin.staffId}`, { ...own, roles: ['admin', 'finance'] })).status).toBe(403);
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

  test('get a new password that no record keeps', async () => {
    const admin = await signedIn(app);
    const { id, email } = await hire(app);
    const secret = 'quite another long password';
    expect((await act(admin, id, 'reset-password', { password: secret })).status).toBe(200);
    const answer = await new Browser(app).signIn(email, { password: secret });
    expect(answer.body.passwordTemporary).toBe(true);
    const { owner } = app.database.current;
    expect(JSON.stringify([await owner('action_runs'), await owner('audit_entries')])).not.toContain(secret);
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
    expect(answer.body.passwordTemporary).toBe(false);
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
