import type { Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Faults } from '../faults/index.ts';
import { SmsLog, smsRouter } from './sms.ts';

const log = new SmsLog();
const faults = new Faults(() => 0.5);
let server: Server;
let url = '';

beforeAll(async () => {
  const app = express().use(smsRouter(log, faults));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  if (typeof address === 'object' && address)
    url = `http://127.0.0.1:${address.port}/2010-04-01/Accounts/AC1/Messages.json`;
});

afterAll(() => void server.close());

function send(values: Record<string, string>, authorization = 'Basic QUMxOnRva2Vu'): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(values) });
}

test('a text message is accepted as queued and kept', async () => {
  const response = await send({ To: '+447000000001', From: '+447000000002', Body: 'Your wedding is on Saturday' });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ account_sid: 'AC1', status: 'queued', num_segments: '1' });
  expect(log.list()[0]).toMatchObject({ to: '+447000000001', body: 'Your wedding is on Saturday' });
});

test.each([
  ['a bad number', { To: '12', From: '+447000000002', Body: 'x' }, 400, 21_211],
  ['no body', { To: '+447000000001', From: '+447000000002' }, 400, 21_602],
  ['no sender', { To: '+447000000001', Body: 'x' }, 400, 21_603],
])('%s is refused with Twilio’s code', async (_case, values, status, code) => {
  const response = await send(values);
  expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
});

test('without credentials nothing is sent', async () => {
  expect((await send({ To: '+447000000001', From: '+447000000002', Body: 'x' }, '')).status).toBe(401);
});

test('a planned failure answers 500 once', async () => {
  faults.apply({ sms: { failNext: 1 } });
  const values = { To: '+447000000001', From: '+447000000002', Body: 'x' };
  expect((await send(values)).status).toBe(500);
  expect((await send(values)).status).toBe(201);
});
