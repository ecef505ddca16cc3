import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { Stripe } from 'stripe';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from './index.ts';
import type { Sandbox } from './index.ts';

const now = new Date('2026-02-10T12:00:00Z');
const webhookSecret = 'whsec_for_this_test';
let product: Server | undefined;
let sandbox: Sandbox | undefined;

afterEach(async () => {
  await sandbox?.stop();
  product?.closeAllConnections();
  product?.close();
});

/** A product that keeps what it is told, and is down for its first requests. */
async function startProduct(refusals: number) {
  const kept = { webhooks: new Set<string>(), suppliers: new Set<string>(), events: new Set<string>() };
  let left = refusals;
  product = createServer((request, response) => {
    void readText(request).then((text) => {
      left -= 1;
      if (left >= 0) return response.writeHead(503).end();
      if (request.url === '/api/webhooks/stripe')
        keepWebhook(kept.webhooks, text, String(request.headers['stripe-signature']));
      else keepIngested(kept, text);
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => product?.listen(0, '127.0.0.1', resolve));
  const address = product.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { ...kept, apiUrl: `http://127.0.0.1:${address.port}` };
}

function keepWebhook(webhooks: Set<string>, text: string, signature: string): void {
  const [, at, sent] = /^t=(\d+),v1=([0-9a-f]+)/.exec(signature) ?? [];
  const right = createHmac('sha256', webhookSecret).update(`${at}.${text}`).digest('hex');
  if (sent === right) webhooks.add(z.object({ id: z.string() }).parse(JSON.parse(text)).id);
}

const ingested = z.object({
  suppliers: z.array(z.object({ externalId: z.string() })).optional(),
  events: z.array(z.object({ id: z.string() })).optional(),
});

function keepIngested(kept: { suppliers: Set<string>; events: Set<string> }, text: string): void {
  const { suppliers, events } = ingested.parse(JSON.parse(text));
  suppliers?.forEach(({ externalId }) => kept.suppliers.add(externalId));
  events?.forEach(({ id }) => kept.events.add(id));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function untilAccepted(running: Sandbox): Promise<void> {
  await running.historyDone;
  while (running.progress().pending > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('a product that was down at first gets every webhook, supplier and product event', async () => {
  const { apiUrl, webhooks, suppliers, events } = await startProduct(20);
  const connection = { apiUrl, webhookSecret, ingestToken: 'token-token' };
  sandbox = await startSandbox({ seed: 5, suppliers: 12, months: 3, live: false, now: () => now, product: connection });
  await untilAccepted(sandbox);
  const truth = sandbox.truth();
  const told = Object.values(truth.productEvents).flatMap((counts) => Object.values(counts));
  expect(events.size).toBe(told.reduce((sum, count) => sum + count, 0));
  expect(suppliers.size).toBe(12);
  expect(webhooks.size).toBe(sandbox.progress().stripeEventsSent);
  const listed = sandbox.engine.reply({ method: 'GET', path: '/v1/events', params: { limit: 100 } });
  const newest = z.object({ data: z.array(z.object({ id: z.string() })).length(100) }).parse(listed);
  expect(newest.data.every(({ id }) => webhooks.has(id))).toBe(true);
}, 30_000);

test('a refund made by the product over the SDK comes back as webhooks and changes the truth', async () => {
  sandbox = await startSandbox({ seed: 5, suppliers: 12, months: 3, live: false, now: () => now });
  await sandbox.historyDone;
  const before = sandbox.truth();
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http' });
  const { data } = await stripe.charges.list({ limit: 100 });
  const charge = data.find(({ status, refunded, amount }) => status === 'succeeded' && !refunded && amount > 500);
  if (!charge) throw new Error('nobody paid');
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 250 }, { idempotencyKey: 'once' });
  expect(sandbox.recording?.webhooks.slice(-10).map(({ type }) => type)).toContain('refund.created');
  expect(refund.status).toBe('succeeded');
  const contra = (truth: typeof before) => truth.ledger.accounts.refunds_contra?.[charge.currency] ?? 0;
  expect(contra(sandbox.truth()) - contra(before)).toBe(250);
});
