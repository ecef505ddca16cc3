import type { Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Faults } from '../faults/index.ts';
import { MarketingInbox, marketingRouter } from './marketing-tool.ts';

const inbox = new MarketingInbox();
const faults = new Faults(() => 0.5);
let server: Server;
let url = '';

beforeAll(async () => {
  const app = express().use(marketingRouter(inbox, faults));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  if (typeof address === 'object' && address) url = `http://127.0.0.1:${address.port}/api/marketing/events`;
});

afterAll(() => void server.close());

const event = {
  id: 'marketing-automation:milestone-reached:7',
  event: 'milestone_reached',
  occurredAt: '2026-06-10T09:00:00.000Z',
  supplier: { externalId: 'wed-1', businessName: 'Ava Photography' },
  contact: { name: 'Ava', email: 'ava@studio.example' },
  properties: { milestone: 'first_form', day: 3 },
};

function send(body: object, key = event.id, authorization = `Bearer ${'s'.repeat(24)}`): Promise<Response> {
  const headers = { authorization, 'idempotency-key': key, 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

test('an event is accepted, and one that comes again is counted and not kept twice', async () => {
  expect((await send(event)).status).toBe(202);
  expect((await send(event)).status).toBe(200);
  expect(inbox.list()).toMatchObject([{ event: 'milestone_reached', times: 2 }]);
});

test.each([
  ['without the secret', event, event.id, '', 401],
  ['with a field nobody knows', { ...event, card: '4242' }, event.id, undefined, 422],
  ['under another id', event, 'another', undefined, 422],
])('an event %s is refused', async (_case, body, key, authorization, status) => {
  expect((await send(body, key, authorization)).status).toBe(status);
});

test('a planned failure answers 503 once', async () => {
  faults.apply({ marketing: { failNext: 1 } });
  expect((await send({ ...event, id: 'again' }, 'again')).status).toBe(503);
  expect((await send({ ...event, id: 'again' }, 'again')).status).toBe(202);
});
