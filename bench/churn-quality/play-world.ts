import { setTimeout as sleep } from 'node:timers/promises';
import { receiveEvents, wakeInbox } from '@wedsync/db/connectors';
import type { connectAsOwner } from '@wedsync/db/platform';
import type { Recording, Sandbox } from '@wedsync/sandbox';
import { z } from 'zod';
import { receivedEvent } from '../../apps/worker/src/billing/syncs/received-event.ts';

type Owner = ReturnType<typeof connectAsOwner>;
type StripeEvent = Recording['webhooks'][number];
export type Door = { readonly origin: string; readonly token: string };

const suppliersPerRequest = 500;
const eventsPerRequest = 1_000;
const lanes = 2;
const inboxChunk = 500;

/**
 * Lets the history of a recording sandbox pass and hands everything to the product while it does: suppliers and what they do through the host
 * application's doors, what Stripe told of their subscriptions and of payments in trouble into the inbox. Payments that simply succeed are left out:
 * they are nine in ten of all webhooks, and no feature of churn looks at them beyond the first.
 */
export async function playWorld(sandbox: Sandbox, door: Door, owner: Owner): Promise<void> {
  const { recording } = sandbox;
  if (recording === null) throw new Error('The world must record.');
  const tells = aboutStaying();
  const introduced = new Set<unknown>();
  let isOver = false;
  void sandbox.historyDone.then(() => (isOver = true));
  for (let last = false; !last;) {
    last = isOver;
    await introduce(door, recording, introduced);
    await Promise.all([
      tellUse(door, recording.productEvents.splice(0)),
      receive(owner, recording.webhooks.splice(0).filter(tells)),
    ]);
    await sleep(50);
  }
  await wakeInbox({ sql: owner });
}

/** Product events beyond which the world waits for the product. */
export const mostWaiting = 40_000;

/** Whether an event tells of the catalogue, a customer, a subscription and its first payment, or an invoice that failed once. */
function aboutStaying(): (event: StripeEvent) => boolean {
  const [troubled, paying] = [new Set<string>(), new Set<string>()];
  return ({ type, data: { object } }) => {
    const { id = '', customer, total = 0 } = about.parse(object);
    if (type === 'invoice.payment_failed') troubled.add(id);
    if (type.startsWith('invoice.')) {
      const isFirst = type === 'invoice.paid' && total > 0 && !paying.has(customer ?? '');
      if (isFirst) paying.add(customer ?? '');
      return isFirst || troubled.has(id);
    }
    return /^(product|price|coupon|customer|charge)\.(created|updated|subscription|discount|failed|dispute)/.test(type);
  };
}

const about = z.looseObject({ id: z.string(), customer: z.string().nullish(), total: z.number() }).partial();

/** The newest word on each supplier; records are replaced, never changed. */
async function introduce(door: Door, { suppliers }: Recording, introduced: Set<unknown>): Promise<void> {
  const fresh = [...suppliers.values()].filter((record) => !introduced.has(record));
  for (const record of fresh) introduced.add(record);
  for (let from = 0; from < fresh.length; from += suppliersPerRequest)
    await send(door, 'PUT', '/api/ingest/suppliers', { suppliers: fresh.slice(from, from + suppliersPerRequest) });
}

async function tellUse(door: Door, events: Recording['productEvents']): Promise<void> {
  const lane = async () => {
    while (events.length > 0)
      await send(door, 'POST', '/api/ingest/events', { events: events.splice(0, eventsPerRequest) });
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function receive(owner: Owner, events: readonly StripeEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += inboxChunk)
    await owner.transaction((sql) => receiveEvents({ sql }, events.slice(from, from + inboxChunk).map(receivedEvent)));
}

async function send({ origin, token }: Door, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok || /"rejected":\[\{/.test(answer)) throw new Error(`${path}: ${answer.slice(0, 400)}`);
}
