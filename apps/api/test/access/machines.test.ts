import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { access, defineMachineDoor } from '../../src/access/index.ts';
import { provideToken } from '../../src/access/provide.ts';
import type { ApiCapability } from '../../src/platform/index.ts';
import { Browser, signedIn, useStaffApp } from './staff-app.ts';

const door: ApiCapability = {
  name: 'door',
  resources: [],
  actions: [],
  intake: [
    defineMachineDoor({
      method: 'get',
      path: '/door',
      summary: 'A door',
      scope: 'ingest',
      answer: ({ principal }) => ({ name: principal.name }),
    }),
  ],
};
const app = useStaffApp({ capabilities: [door, access] });

const knock = (secret: string) => new Browser(app).get('/door', { authorization: `Bearer ${secret}` });
let count = 0;

async function issue(scopes: readonly string[] = ['ingest'], more: Record<string, unknown> = {}) {
  const admin = await signedIn(app);
  count += 1;
  const answer = await admin.post('/service-tokens', { name: `machine-${count}`, scopes, ...more });
  return { admin, token: answer.body, secret: String(answer.body.secret) };
}

function act(browser: Browser, id: string, verb: string, input: unknown = {}, key: string = randomUUID()) {
  return browser.post(`/service-tokens/${id}/actions/${verb}`, { input, reason: 'Due' }, { 'idempotency-key': key });
}

describe('a service token', () => {
  test('opens the door of its scope', async () => {
    const { secret, token } = await issue();
    const answer = await knock(secret);
    expect(answer.status).toBe(200);
    expect(answer.body.name).toBe(token.name);
  });

  test('opens no other door', async () => {
    const { secret } = await issue(['read']);
    const answer = await knock(secret);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('missing-scope');
  });

  test('is shown once and kept as a hash', async () => {
    const { admin, token, secret } = await issue();
    expect((await admin.get(`/service-tokens/${token.id}`)).body.secret).toBeUndefined();
    const { owner } = app.database.current;
    const kept = JSON.stringify([
      await owner('service_token_secrets').where({ token_id: token.id }),
      await owner('audit_entries').where({ resource_id: token.id }),
    ]);
    expect(kept).not.toContain(secret);
  });

  test('that is unknown, missing or malformed is refused', async () => {
    expect((await knock('wsbo_nonsense')).status).toBe(401);
    expect((await new Browser(app).get('/door')).status).toBe(401);
    expect((await new Browser(app).get('/door', { authorization: 'Basic abc' })).status).toBe(401);
  });

  test('ends when it expires', async () => {
    const { secret, token } = await issue(['ingest'], { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    await app.database.current
      .owner('service_tokens')
      .where({ id: token.id })
      .update({ expires_at: new Date(Date.now() - 1_000) });
    expect((await knock(secret)).status).toBe(401);
  });

  test('cannot be made with an end that has passed', async () => {
    const admin = await signedIn(app);
    const answer = await admin.post('/service-tokens', {
      name: 'late',
      scopes: ['ingest'],
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(answer.body.errors).toHaveProperty('expiresAt');
  });

  test('ends at once when it is revoked, also where it was used a moment ago', async () => {
    const { admin, secret, token } = await issue();
    expect((await knock(secret)).status).toBe(200);
    expect((await act(admin, token.id, 'revoke')).status).toBe(200);
    await expect.poll(async () => (await knock(secret)).status, { timeout: 2_000 }).toBe(401);
  });

  test('is rotated without a gap: both secrets work until the old one ends', async () => {
    const { admin, secret, token } = await issue();
    const { run } = (await act(admin, token.id, 'rotate', { overlapHours: 1 })).body;
    expect((await knock(run.result.secret)).status).toBe(200);
    expect((await knock(secret)).status).toBe(200);
    await app.database.current
      .owner('service_token_secrets')
      .where({ token_id: token.id })
      .whereNotNull('expires_at')
      .update({ expires_at: new Date(Date.now() - 1_000) });
    const { run: second } = (await act(admin, token.id, 'rotate', { overlapHours: 0 })).body;
    expect((await knock(secret)).status).toBe(401);
    expect((await knock(second.result.secret)).status).toBe(200);
  });

  test('secret made by rotation is in no record, and not shown a second time', async () => {
    const { admin, token } = await issue();
    const key = randomUUID();
    const { run } = (await act(admin, token.id, 'rotate', {}, key)).body;
    expect(run.result.secret).toMatch(/^wsbo_/);
    expect((await act(admin, token.id, 'rotate', {}, key)).body.run.result.secret).toBeUndefined();
    const { owner } = app.database.current;
    const kept = JSON.stringify([await owner('action_runs'), await owner('audit_entries')]);
    expect(kept).not.toContain(run.result.secret);
  });

  test('remembers when it was last used', async () => {
    const { admin, secret, token } = await issue();
    expect((await admin.get(`/service-tokens/${token.id}`)).body.lastUsedAt).toBeNull();
    await knock(secret);
    expect((await admin.get(`/service-tokens/${token.id}`)).body.lastUsedAt).not.toBeNull();
  });

  test('is made and read by administrators only', async () => {
    const support = await signedIn(app, { roles: ['support'] });
    expect((await support.get('/service-tokens')).status).toBe(403);
    expect((await support.post('/service-tokens', { name: 'mine', scopes: ['ingest'] })).status).toBe(403);
  });

  test('with the scope read reads, and changes nothing', async () => {
    const { secret } = await issue(['read']);
    const headers = { authorization: `Bearer ${secret}` };
    const machine = new Browser(app);
    expect((await machine.get('/staff', headers)).status).toBe(200);
    expect((await machine.post('/staff', {}, headers)).status).toBe(403);
    expect((await machine.get('/session', headers)).status).toBe(404);
  });

  test('with the scope ingest reads nothing on the staff side', async () => {
    const { secret } = await issue(['ingest']);
    expect((await new Browser(app).get('/staff', { authorization: `Bearer ${secret}` })).status).toBe(403);
  });

  test('provided twice at the command line is provided once, and a new secret replaces the old', async () => {
    const provide = (secret: string) =>
      provideToken(app.database.current.store, { name: 'host-app', scopes: ['ingest'] }, secret, app.services);
    const [first, second] = ['1'.repeat(40), '2'.repeat(40)];
    await provide(first);
    await provide(first);
    expect((await knock(first)).status).toBe(200);
    await provide(second);
    expect((await knock(second)).status).toBe(200);
    expect(await app.database.current.owner('service_tokens').where({ name: 'host-app' })).toHaveLength(1);
  });
});
