import { mirroredIds } from '@wedsync/db/billing';
import { moveSyncCursor, syncCursor } from '@wedsync/db/connectors';
import { addTallies, noTally, type SyncTally } from '@wedsync/domain/billing';
import { DAY_MS } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import { z } from 'zod';
import { defineJob, type AnyJob, type JobContext } from '../../platform/index.ts';
import type { ObjectName } from '../apply/object-name.ts';
import type { AfterMirror } from '../apply/keep-sheet.ts';
import { refreshObjects, type RefreshDeps } from '../apply/refresh-objects.ts';
import { openStripe, type StripeGateway } from '../gateways/stripe.ts';
import { mirrorListedTransaction } from '../stripe/balance-transaction.ts';
import type { OpenStripe } from './backfill-events.ts';
import { mirrorSifted, reportOf, tallyOf } from './rejections.ts';

/** Some movements show up late; three days are looked at again every day. */
const overlapMs = 3 * DAY_MS;
const firstLookMs = 90 * DAY_MS;
const cursorName = 'stripe.balance-transactions';
const pageSize = 100;

/** Books every movement of cash no event told of: fees, reserves, and whatever was lost on the way. */
export function sweepBalanceTransactions(after: readonly AfterMirror[], open: OpenStripe = openStripe): AnyJob {
  return defineJob({
    name: 'stripe.sweep-balance-transactions',
    description: 'Books movements of cash that no event told of',
    input: z.strictObject({}),
    schedule: { cron: '40 3 * * *' },
    maxAttempts: 5,
    lockMs: 300_000,
    concurrency: 1,
    run: async (context) => {
      const stripe = await open(context);
      return stripe === null ? { skipped: 'There is no Stripe connection.' } : sweep(context, stripe, after);
    },
  });
}

async function sweep(context: JobContext, stripe: StripeGateway, after: readonly AfterMirror[]) {
  const { store, actor, clock, signal, progress } = context;
  const begunAt = clock.now();
  const last = z.iso.datetime().safeParse(await store.read(actor, (reader) => syncCursor(reader, cursorName)));
  const since = last.success ? Date.parse(last.data) - overlapMs : begunAt.getTime() - firstLookMs;
  let total = noTally;
  for await (const page of pagesOf(stripe, { created: { gte: Math.floor(since / 1_000) } })) {
    if (signal.aborted) return reportOf(total);
    total = addTallies(total, await mirrorListed({ ...context, source: stripe, after }, page));
    await progress(total.seen, null, `${total.stored} were missing`);
  }
  await store.transact(actor, (writer) => moveSyncCursor(writer, cursorName, begunAt.toISOString()));
  return reportOf(total);
}

/** Mirrors what is missing of a page; one movement that cannot be read keeps none of the others from being booked. */
export async function mirrorListed(deps: RefreshDeps, page: readonly Stripe.BalanceTransaction[]): Promise<SyncTally> {
  const sifted = await mirrorSifted(page, (some) => mirrorMissing(deps, some), nameOfMovement);
  return tallyOf(page.length, sifted);
}

export function nameOfMovement({ id, type }: Stripe.BalanceTransaction): { kind: string; id: string } {
  return { kind: type, id };
}

/** Movements by the page, with what caused them. */
export async function* pagesOf(
  { client, mapped }: StripeGateway,
  filter: Stripe.BalanceTransactionListParams,
): AsyncGenerator<Stripe.BalanceTransaction[]> {
  let after: string | undefined;
  for (let more = true; more;) {
    const cursor = after === undefined ? {} : { starting_after: after };
    const page = await mapped(() =>
      client.balanceTransactions.list({ ...filter, ...cursor, limit: pageSize, expand: ['data.source'] }),
    );
    more = page.has_more && page.data.length > 0;
    after = page.data.at(-1)?.id;
    yield page.data;
  }
}

/** Mirrors the movements of a page that are not mirrored yet, together with what caused them. @returns how many were missing */
export async function mirrorMissing(deps: RefreshDeps, page: readonly Stripe.BalanceTransaction[]): Promise<number> {
  const { store, actor } = deps;
  const ids = page.map(({ id }) => id);
  const known = await store.read(actor, (reader) => mirroredIds(reader, 'balanceTransactions', ids));
  const missing = page.filter(({ id }) => !known.has(id));
  if (missing.length > 0) await mirrorMovements(deps, missing);
  return missing.length;
}

/** Mirrors movements as they are listed now, known or not, after what caused them. */
export async function mirrorMovements(
  deps: RefreshDeps,
  movements: readonly Stripe.BalanceTransaction[],
): Promise<void> {
  const fetchedAt = deps.clock.now();
  await refreshObjects(deps, movements.flatMap(causeOf), {
    reads: [
      ...movements.map(({ id }) => ({ noun: 'balanceTransactions' as const, id })),
      ...movements.flatMap(chargeOf),
    ],
    write: (sheet) => {
      for (const movement of movements)
        if (!sheet.written.balanceTransactions.has(movement.id))
          mirrorListedTransaction(sheet, movement, { asOf: fetchedAt, fetchedAt });
    },
  });
}

const causes: Readonly<Record<string, ObjectName['name']>> = {
  charge: 'charge',
  refund: 'refund',
  dispute: 'dispute',
  payout: 'payout',
};

function causeOf({ source }: Stripe.BalanceTransaction): ObjectName[] {
  const name = typeof source === 'object' && source !== null ? causes[source.object] : undefined;
  return name === undefined || typeof source !== 'object' || source === null ? [] : [{ name, id: source.id }];
}

function chargeOf({ source }: Stripe.BalanceTransaction) {
  if (typeof source !== 'object' || source === null || !('charge' in source)) return [];
  return typeof source.charge === 'string' ? [{ noun: 'charges' as const, id: source.charge }] : [];
}
