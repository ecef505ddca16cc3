import express, { Router } from 'express';
import { z } from 'zod';
import type { Faults } from '../faults/index.ts';

const MAX_EVENTS = 2_000;

const eventSchema = z.strictObject({
  id: z.string().min(1).max(200),
  event: z.string().regex(/^[a-z][a-z_]{1,63}$/),
  occurredAt: z.iso.datetime({ offset: true }),
  supplier: z.looseObject({ externalId: z.string().min(1) }),
  contact: z.strictObject({ name: z.string().nullable(), email: z.email().nullable() }),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** An event as the tool took it, and how often the product sent it. */
export type CaughtMarketingEvent = z.infer<typeof eventSchema> & { receivedAt: string; times: number };

/** Keeps what the product told the marketing tool, newest first; an event that comes again is counted. */
export class MarketingInbox {
  private events: CaughtMarketingEvent[] = [];

  take(event: z.infer<typeof eventSchema>, receivedAt: Date): 'accepted' | 'duplicate' {
    const known = this.events.find(({ id }) => id === event.id);
    if (known !== undefined) {
      known.times += 1;
      return 'duplicate';
    }
    this.events = [{ ...event, receivedAt: receivedAt.toISOString(), times: 1 }, ...this.events].slice(0, MAX_EVENTS);
    return 'accepted';
  }

  list(): readonly CaughtMarketingEvent[] {
    return this.events;
  }

  snapshot(): CaughtMarketingEvent[] {
    return this.events;
  }

  restore(events: CaughtMarketingEvent[]): void {
    this.events = events;
  }
}

/** The marketing tool's door: `POST /api/marketing/events` with a bearer secret and an idempotency key, 202 or 200 for one it has. */
export function marketingRouter(inbox: MarketingInbox, faults: Faults): Router {
  const router = Router();
  router.post('/api/marketing/events', express.json({ limit: '64kb' }), (request, response) => {
    if (!/^Bearer .{16,}$/.test(request.headers.authorization ?? ''))
      return void response.status(401).json({ error: 'unauthorised' });
    if (faults.takeMarketingFailure()) return void response.status(503).json({ error: 'unavailable' });
    const read = eventSchema.safeParse(request.body);
    if (!read.success) return void response.status(422).json({ error: z.prettifyError(read.error) });
    if (request.headers['idempotency-key'] !== read.data.id)
      return void response.status(422).json({ error: 'The idempotency key is not the id of the event.' });
    const taken = inbox.take(read.data, new Date());
    response.status(taken === 'accepted' ? 202 : 200).json({ id: `mkt_${read.data.id}`, status: taken });
  });
  return router;
}
