import { createServer } from 'node:http';
import { Stripe } from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStripeEngine } from '../stripe/engine.ts';
import { createRandom } from '../stripe/kernel/random.ts';
import type { StripeEvent } from '../stripe/contract.ts';
import type { WebhookSenderOptions } from './contract.ts';
import { createWebhookSender } from './sender.ts';
import { stripeDelivery } from './stripe-delivery.ts';

const secret = 'whsec_test';

interface Received {
  readonly body: string;
  readonly signature: string;
}

/** A receiver that answers what the function says and remembers what it got. */
async function receive(status: (attempt: number) => number = () => 200) {
  const received: Received[] = [];
  let attempts = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      attempts += 1;
      response.statusCode = status(attempts);
      if (response.statusCode === 200) {
        const signature = String(request.headers['stripe-signature']);
        received.push({ body: Buffer.concat(chunks).toString('utf8'), signature });
      }
      setTimeout(() => {
        atOnce -= 1;
        response.end();
      }, 2);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
  return { url, received, mostAtOnce: () => mostAtOnce };
}

function sender(url: string, more: Partial<WebhookSenderOptions<StripeEvent>> = {}) {
  const random = createRandom(1);
  const made = createWebhookSender({
    url,
    ...stripeDelivery(secret),
    rng: () => random.next(),
    retryDelaysMs: [5, 10],
    ...more,
  });
  onTestFinished(async () => void (await made.close()));
  return made;
}

function someEvents(count: number): StripeEvent[] {
  const engine = createStripeEngine({ seed: 1, startEpoch: 1_700_000_000 });
  const events: StripeEvent[] = [];
  engine.onEvent((event) => events.push(event));
  for (let i = 0; i < count; i += 1)
    engine.request({ method: 'POST', path: '/v1/customers', params: { name: `c${i}` } });
  return events;
}

const idOf = ({ body }: Received): string => JSON.parse(body).id;

describe('webhook deliveries', () => {
  it('carry a signature the SDK accepts, made now', async () => {
    const { url, received } = await receive();
    const [event] = someEvents(1);
    const hooks = sender(url);
    if (event) await hooks.send(event);
    await hooks.idle();
    const [got] = received;
    const built = Stripe.webhooks.constructEvent(got?.body ?? '', got?.signature ?? '', secret);
    expect(built).toMatchObject({ id: event?.id, type: 'customer.created', api_version: Stripe.API_VERSION });
    expect(() => Stripe.webhooks.constructEvent(got?.body ?? '', got?.signature ?? '', 'whsec_other')).toThrow(
      /signature/,
    );
  });

  it('are repeated until they are accepted', async () => {
    const { url, received } = await receive((attempt) => (attempt <= 3 ? 500 : 200));
    const hooks = sender(url);
    for (const event of someEvents(1)) await hooks.send(event);
    await hooks.idle();
    expect(received).toHaveLength(1);
    expect(hooks.counters()).toMatchObject({ attempts: 4, delivered: 1, failedAttempts: 3, lastFailure: 'HTTP 500' });
  });

  it('are never more at once than allowed', async () => {
    const { url, received, mostAtOnce } = await receive();
    const hooks = sender(url, { concurrency: 4 });
    for (const event of someEvents(60)) void hooks.send(event);
    await hooks.idle();
    expect(received).toHaveLength(60);
    expect(mostAtOnce()).toBeLessThanOrEqual(4);
  });

  it('keep the order one after the other', async () => {
    const { url, received } = await receive();
    const hooks = sender(url, { concurrency: 1 });
    const events = someEvents(20);
    for (const event of events) void hooks.send(event);
    await hooks.idle();
    expect(received.map(idOf)).toEqual(events.map((event) => event.id));
  });

  it('hold the caller back above the high-water mark', async () => {
    const { url } = await receive();
    const hooks = sender(url, { highWater: 5 });
    const events = someEvents(12);
    for (const event of events) {
      await hooks.send(event);
      expect(hooks.pending).toBeLessThanOrEqual(5);
    }
    await hooks.idle();
    expect(hooks.pending).toBe(0);
  });

  it('suffer duplicates, overtaking and losses at the rates that are set, the same for the same seed', async () => {
    const run = async () => {
      const { url, received } = await receive();
      const faults = { duplicateRate: 0.2, delayRate: 0.2, delayMaxMs: 30, loseRate: 0.1 };
      const hooks = sender(url, { faults, concurrency: 1 });
      const events = someEvents(100);
      for (const event of events) await hooks.send(event);
      await hooks.idle();
      return { counters: hooks.counters(), got: received.map(idOf), sent: events.map((event) => event.id) };
    };
    const { counters, got, sent } = await run();
    expect(counters.lost).toBeGreaterThan(0);
    expect(counters.duplicated).toBeGreaterThan(0);
    expect(counters.delayed).toBeGreaterThan(0);
    expect(new Set(got).size).toBe(100 - counters.lost);
    expect(got).toHaveLength(100 - counters.lost + counters.duplicated);
    expect([...new Set(got)]).not.toEqual(sent.filter((id) => got.includes(id)));
  });

  it('go only to the types the endpoint wants', async () => {
    const { url, received } = await receive();
    const hooks = sender(url, { wants: ({ type }) => type === 'invoice.paid' });
    for (const event of someEvents(3)) await hooks.send(event);
    await hooks.idle();
    expect(received).toEqual([]);
  });

  it('that were not accepted are handed back at closing', async () => {
    const { url } = await receive(() => 503);
    const hooks = sender(url);
    const events = someEvents(3);
    for (const event of events) await hooks.send(event);
    const left = await hooks.close();
    expect(left.map((event) => event.id).sort()).toEqual(events.map((event) => event.id).sort());
  });
});
