import type { Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Faults } from '../faults/index.ts';
import { slackRouter } from './slack-router.ts';
import { SlackWorkspace } from './workspace.ts';

const workspace = new SlackWorkspace();
const faults = new Faults(() => 0.5);
let server: Server;
let base = '';

beforeAll(async () => {
  const app = express().use('/slack/api', slackRouter(workspace, faults));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  if (typeof address === 'object' && address) base = `http://127.0.0.1:${address.port}/slack/api/`;
});

afterAll(() => void server.close());

/** Calls a method as the official client does: form-encoded, JSON in the values, token as bearer. */
function call(method: string, values: Record<string, string>, token = 'xoxb-test'): Promise<Response> {
  return fetch(base + method, {
    method: 'POST',
    headers: { authorization: token && `Bearer ${token}` },
    body: new URLSearchParams(values),
  });
}

async function answer(
  method: string,
  values: Record<string, string>,
  token?: string,
): Promise<Record<string, unknown>> {
  const body: unknown = await (await call(method, values, token)).json();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

test('a posted message keeps its blocks and can be updated by its ts', async () => {
  const blocks = JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text: '*Refund* of £10' } }]);
  const posted = await answer('chat.postMessage', { channel: '#refunds', text: 'Refund', blocks });
  expect(posted).toMatchObject({ ok: true, message: { text: 'Refund', blocks: [{ type: 'section' }] } });
  const updated = await answer('chat.update', {
    channel: String(posted.channel),
    ts: String(posted.ts),
    text: 'Approved',
  });
  expect(updated).toMatchObject({ ok: true, ts: posted.ts, text: 'Approved' });
  expect(workspace.list()[0]?.text).toBe('Approved');
});

test('two messages never share a ts', async () => {
  const posted = await Promise.all(
    Array.from({ length: 20 }, () => answer('chat.postMessage', { channel: '#alerts', text: 'x' })),
  );
  expect(new Set(posted.map(({ ts }) => ts)).size).toBe(20);
});

test.each([
  ['no token', 'auth.test', {}, '', 'not_authed'],
  [
    'an unknown channel id',
    'chat.postMessage',
    { channel: 'C0123456789', text: 'x' },
    'xoxb-test',
    'channel_not_found',
  ],
  ['an unknown message', 'chat.update', { channel: '#alerts', ts: '1.1', text: 'x' }, 'xoxb-test', 'message_not_found'],
  ['an empty message', 'chat.postMessage', { channel: '#alerts' }, 'xoxb-test', 'no_text'],
  ['an unknown method', 'chat.shout', {}, 'xoxb-test', 'unknown_method'],
])('%s is answered as Slack does', async (_case, method, values, token, error) => {
  expect(await answer(method, values, token)).toMatchObject({ ok: false, error });
});

test('a planned rate limit answers 429 with Retry-After once', async () => {
  faults.apply({ slack: { rateLimitNext: 1, retryAfterSeconds: 3 } });
  const limited = await call('auth.test', {});
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await call('auth.test', {})).status).toBe(200);
});
