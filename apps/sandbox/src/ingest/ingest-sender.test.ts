import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createIngestSender } from './ingest-sender.ts';
import type { ProductEvent } from '../world/index.ts';
import type { IngestSender } from './ingest-sender.ts';

const body = z.object({ events: z.array(z.object({ id: z.string() })).max(1_000) });
let server: Server | undefined;
let sender: IngestSender | undefined;

afterEach(async () => {
  await sender?.close();
  server?.closeAllConnections();
  server?.close();
});

/** An api that answers by the list of statuses, then 202; returns the ids it accepted. */
async function startApi(statuses: number[]): Promise<{ apiUrl: string; accepted: string[] }> {
  const accepted: string[] = [];
  server = createServer((request, response) => {
    void readText(request).then((text) => {
      const status = statuses.shift() ?? 202;
      if (status === 202) accepted.push(...body.parse(JSON.parse(text)).events.map(({ id }) => id));
      return response
        .writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
        .end('{"duplicates":0,"rejected":[]}');
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { apiUrl: `http://127.0.0.1:${address.port}`, accepted };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function event(id: number): ProductEvent {
  return { id: `e${id}`, supplierExternalId: 'wed_1', name: 'login', occurredAt: '2026-01-01T00:00:00.000Z' };
}

test('events arrive once and in order although the api is down at first', async () => {
  const { apiUrl, accepted } = await startApi([503, 429]);
  sender = createIngestSender({ apiUrl, token: 'token', backlog: undefined });
  const ids = Array.from({ length: 1_500 }, (_, index) => index);
  ids.forEach((id) => sender?.event(event(id)));
  await sender.idle();
  expect(accepted).toEqual(ids.map((id) => `e${id}`));
  expect(sender.counters).toMatchObject({ eventsSent: 1_500, failedAttempts: 2 });
});

test('what was not accepted is given back on closing', async () => {
  sender = createIngestSender({ apiUrl: 'http://127.0.0.1:9', token: 'token' });
  sender.event(event(1));
  sender.event(event(2));
  const backlog = await sender.close();
  expect(backlog.events.map(({ id }) => id)).toEqual(['e1', 'e2']);
});
