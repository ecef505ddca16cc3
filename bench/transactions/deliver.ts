import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Call } from '../support/load.ts';
import type { Outgoing, Outside } from './outside.ts';

const connections = 16;
/** As providers do: a kept-alive connection may be closed at the moment it is used. */
const attempts = 4;
const retryAfterMs = 250;
const cutOff = 599;
const lookEveryMs = 10;
/** Enough for the floor to write. */
const keptBodies = 3_000;

/** When the door had said that an event is stored. */
export type Answered = { readonly eventId: string; readonly at: number };

export type Delivery = {
  readonly answered: readonly Answered[];
  /** Sends whatever happens outside for so long; all of it is answered when this resolves. @throws when the door refuses one */
  during(ms: number): Promise<void>;
  /** Some of the last events, as they were sent. */
  bodies(): string[];
  stop(): void;
};

/** Sends webhooks as they come about, and introduces suppliers before them, as the host application would. */
export function startDelivery(origin: string, outside: Outside, token: string): Delivery {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answered: Answered[] = [];
  const bodies: string[] = [];
  const underWay = new Set<Promise<void>>();
  const call = async (one: Call): Promise<void> => {
    let status = 0;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      status = await send(origin, agent, one).catch(() => cutOff);
      if (status < 300) return;
      await sleep(retryAfterMs);
    }
    throw new Error(`${one.path} answered ${status}.`);
  };
  const deliver = async ({ eventId, call: webhook }: Outgoing) => {
    await call(webhook);
    answered.push({ eventId, at: Date.now() });
    bodies.push(webhook.body);
    if (bodies.length > keptBodies) bodies.shift();
  };
  const start = (outgoing: Outgoing) => {
    const delivering = deliver(outgoing).finally(() => underWay.delete(delivering));
    underWay.add(delivering);
  };
  return {
    answered,
    async during(ms) {
      const until = performance.now() + ms;
      while (performance.now() < until) {
        const suppliers = outside.takeSuppliers();
        for (let from = 0; from < suppliers.length; from += atOnce)
          await call(introduction(suppliers.slice(from, from + atOnce), token));
        outside.take().forEach(start);
        await Promise.race([sleep(lookEveryMs), ...underWay]);
      }
      await Promise.all(underWay);
    },
    bodies: () => [...bodies],
    stop: () => agent.destroy(),
  };
}

const atOnce = 500;

function introduction(suppliers: readonly unknown[], token: string): Call {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { method: 'PUT', path: '/api/ingest/suppliers', headers, body: JSON.stringify({ suppliers }) };
}
