import { moveSyncCursor, receiveEvents, syncCursor } from '@wedsync/db/connectors';
import { DAY_MS, HOUR_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type AnyJob, type JobContext, type WorkerServices } from '../../platform/index.ts';
import { openStripe, type StripeGateway } from '../gateways/stripe.ts';
import { receivedEvent } from './received-event.ts';

/** Stripe keeps events this long. */
const retentionMs = 30 * DAY_MS;
/** Looked at again with every pass: a listing may show an event a little after its second. */
const overlapMs = HOUR_MS;
const pageSize = 100;
const cursorName = 'stripe.events';

const position = z.object({
  /** Everything before this moment has been looked at. */
  doneThrough: z.iso.datetime(),
  /** A pass that is under way, newest first: since when, begun when, and how far down it is. */
  pass: z.object({ begunAt: z.iso.datetime(), after: z.string() }).nullable(),
});
type Position = z.infer<typeof position>;

export type OpenStripe = (services: WorkerServices) => Promise<StripeGateway | null>;

/** Lists what Stripe says happened and stores what never reached the door. A killed pass goes on where it was. */
export function backfillEvents(open: OpenStripe = openStripe): AnyJob {
  return defineJob({
    name: 'stripe.backfill-events',
    description: 'Stores Stripe events that were never delivered',
    input: z.strictObject({}),
    schedule: { cron: '23 * * * *' },
    maxAttempts: 5,
    lockMs: 120_000,
    concurrency: 1,
    run: async (context) => {
      const stripe = await open(context);
      return stripe === null ? { skipped: 'There is no Stripe connection.' } : pass(context, stripe);
    },
  });
}

async function pass(context: JobContext, stripe: StripeGateway): Promise<{ listed: number; missing: number }> {
  const { store, actor, clock, signal, progress } = context;
  const found = position.safeParse(await store.read(actor, (reader) => syncCursor(reader, cursorName)));
  const start: Position = found.data ?? {
    doneThrough: new Date(clock.now().getTime() - retentionMs).toISOString(),
    pass: null,
  };
  const begunAt = start.pass?.begunAt ?? clock.now().toISOString();
  const since = Math.floor((Date.parse(start.doneThrough) - overlapMs) / 1_000);
  const total = { listed: 0, missing: 0 };
  let after = start.pass?.after;
  for (let more = true; more && !signal.aborted;) {
    const page = await stripe.mapped(() =>
      stripe.client.events.list({
        created: { gte: since },
        limit: pageSize,
        ...(after === undefined ? {} : { starting_after: after }),
      }),
    );
    more = page.has_more;
    after = page.data.at(-1)?.id ?? after;
    const next: Position =
      more && after !== undefined
        ? { doneThrough: start.doneThrough, pass: { begunAt, after } }
        : { doneThrough: begunAt, pass: null };
    const stored = await store.transact(actor, async (writer) => {
      await moveSyncCursor(writer, cursorName, next);
      return receiveEvents(writer, page.data.map(receivedEvent));
    });
    total.listed += page.data.length;
    total.missing += stored.length;
    await progress(total.listed, null, `${total.missing} were missing`);
  }
  return total;
}
