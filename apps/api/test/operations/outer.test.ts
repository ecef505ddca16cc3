import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { useStaffDoor } from '../delivery/staff-door.ts';

const built = mkdtempSync(join(tmpdir(), 'admin-'));
mkdirSync(join(built, 'assets'));
writeFileSync(join(built, 'index.html'), '<!doctype html><title>Back office</title>');
writeFileSync(join(built, 'assets', 'app-abc123.js'), 'export {};');

const database = useTestDatabase();
const door = useStaffDoor(database, { ADMIN_DIST: built });
const asBrowser = { headers: { accept: 'text/html' } };

describe('health', () => {
  test('says the process lives and is ready', async () => {
    expect(await (await fetch(`${door.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${door.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });
});

describe('metrics', () => {
  test('show queues, dead letters and how long requests took', async () => {
    await database.current.owner('job_runs').insert({ name: 'waiting', state: 'queued' });
    await database.current
      .owner('dead_letters')
      .insert({ kind: 'job', source: 'x', reference: '1', reason: 'y', attempts: 1 });
    await fetch(`${door.url}/api/messages`, { headers: { 'x-staff': 'stf_a;admin;all' } });
    const text = await (await fetch(`${door.url}/metrics`)).text();
    expect(text).toContain('wedsync_jobs{state="queued"} 1');
    expect(text).toContain('wedsync_dead_letters{kind="job"} 1');
    expect(text).toContain('wedsync_http_request_seconds_count{method="GET",resource="messages",status="2xx"} 1');
  });

  test('are not for callers that come through a proxy without the token', async () => {
    const response = await fetch(`${door.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(response.status).toBe(403);
  });
});

describe('the built admin', () => {
  test('is served for every page address', async () => {
    const response = await fetch(`${door.url}/suppliers/sup_1/show`, asBrowser);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toContain('Back office');
  });

  test('has assets that are kept for a year', async () => {
    const response = await fetch(`${door.url}/assets/app-abc123.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('does not answer for an asset that is not there', async () => {
    expect((await fetch(`${door.url}/assets/gone-1.js`, asBrowser)).status).toBe(404);
  });

  test('does not let a path leave its folder', async () => {
    const response = await fetch(`${door.url}/assets/..%2f..%2fetc%2fpasswd`, asBrowser);
    expect(response.status).toBeGreaterThanOrEqual(400);
  });

  test('does not answer for the api', async () => {
    expect((await fetch(`${door.url}/api/nothing-here`, asBrowser)).status).toBe(404);
  });
});

describe('the overview', () => {
  test('shows freshness, consumers, breakers and queues to those who run the house', async () => {
    await database.current.owner('consumer_cursors').insert({ consumer: 'late' });
    const response = await fetch(`${door.url}/api/operations/overview`, { headers: { 'x-staff': 'stf_a;admin;all' } });
    const body: unknown = await response.json();
    expect(body).toMatchObject({
      freshness: expect.arrayContaining([expect.objectContaining({ name: 'stripe-events', standing: 'never' })]),
      consumers: [expect.objectContaining({ id: 'late', behind: 0 })],
      breakers: [],
    });
  });

  test('is not for everybody', async () => {
    const response = await fetch(`${door.url}/api/operations/overview`, { headers: { 'x-staff': 'stf_c;csm;own' } });
    expect(response.status).toBe(403);
  });
});
