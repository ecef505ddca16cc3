import { countSuppliersOf, mirroredIds, mirroredRows } from '@wedsync/db/billing';
import { receiveEvents } from '@wedsync/db/connectors';
import type { ReceivedEvent } from '@wedsync/db/connectors';
import type { MirrorNoun, StripeHandlerName, SyncRejection, SyncTally } from '@wedsync/domain/billing';
import { SECOND_MS } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import { z } from 'zod';
import { refreshObjects } from '../../apply/refresh-objects.ts';
import type { StripeGateway } from '../../gateways/stripe.ts';
import { receivedEvent } from '../received-event.ts';
import { mirrorSifted, readEach, tallyOf } from '../rejections.ts';
import { mirrorMissing, nameOfMovement } from '../sweep-balance-transactions.ts';
import { countingUpdates, walkPages, type NextPlace, type SyncRun } from './pages.ts';
import { rangeOf } from './range.ts';

const pageSize = 100;

const placeSchema = z.object({
  phase: z.enum(['events', 'subscriptions', 'invoices', 'creditNotes', 'movements']),
  /** Seconds since the epoch; null from the beginning. */
  since: z.int().nullable(),
  until: z.int(),
  after: z.string().nullable(),
});
type Place = z.infer<typeof placeSchema>;

/** What becomes of one page of a phase, and which phase it comes before. */
type Phase = {
  readonly page: (run: SyncRun, stripe: StripeGateway, place: Place) => Promise<NextPlace<Place>>;
  readonly before: Place['phase'] | null;
};

/**
 * First the events nobody delivered (Stripe lists those of 30 days), then the subscriptions, invoices and credit notes older than them, in the state
 * they are in, and at last the movements of the balance no event told of.
 */
const phases: Readonly<Record<Place['phase'], Phase>> = {
  events: { page: eventPage, before: 'subscriptions' },
  subscriptions: {
    page: objectPage('subscription', 'subscriptions', (client, params) =>
      client.subscriptions.list({ ...params, status: 'all' }),
    ),
    before: 'invoices',
  },
  invoices: {
    page: objectPage('invoice', 'invoices', (client, params) => client.invoices.list(params)),
    before: 'creditNotes',
  },
  creditNotes: {
    page: objectPage('credit-note', 'creditNotes', (client, params) => client.creditNotes.list(params)),
    before: 'movements',
  },
  movements: { page: movementPage, before: null },
};

export async function syncStripe(run: SyncRun, stripe: StripeGateway): Promise<SyncTally> {
  return walkPages(run, placeSchema, await firstPlace(run), async (place) => {
    const { page, before } = phases[place.phase];
    const done = await page(run, stripe, place);
    if (done.next !== null || before === null) return done;
    return { ...done, next: { ...place, phase: before, after: null } };
  });
}

async function firstPlace(run: SyncRun): Promise<Place> {
  const { since, until } = await rangeOf(run);
  return { phase: 'events', since: since === null ? null : seconds(since), until: seconds(until), after: null };
}

const seconds = (ms: number) => Math.floor(ms / SECOND_MS);

async function eventPage(run: SyncRun, stripe: StripeGateway, place: Place): Promise<NextPlace<Place>> {
  const { store, actor } = run.context;
  const page = await stripe.mapped(() => stripe.client.events.list(listing(place)));
  const { good, rejections } = readEach(page.data, receivedEvent, ({ id, type }) => ({ kind: type, id }));
  const { fresh, ltvUpdates } = await store.transact(actor, async (writer) => {
    const ids = new Set(await receiveEvents(writer, good));
    const customers = good
      .filter(isMoney)
      .flatMap(({ eventId, customerId }) => (ids.has(eventId) ? (customerId ?? []) : []));
    return { fresh: ids.size, ltvUpdates: await countSuppliersOf(writer, customers) };
  });
  const tally = { ...tallyOf(page.data.length, { stored: fresh, rejections }), ltvUpdates };
  return { tally, next: onwards(place, page.has_more, page.data.at(-1)?.id) };
}

/** Objects whose events change what a supplier has paid. */
const money = new Set(['charge', 'refund', 'invoice', 'dispute', 'credit_note']);
function isMoney({ objectType }: ReceivedEvent): boolean {
  return money.has(objectType ?? '');
}

type Listed = { readonly id: string; readonly created: number };
type List = (
  client: Stripe,
  params: ReturnType<typeof listing>,
) => Promise<{ readonly data: readonly Listed[]; readonly has_more: boolean }>;

/** A page of objects of one kind: each is asked for as it is now, and applied as if an event had told. */
function objectPage(name: StripeHandlerName, noun: MirrorNoun, list: List): Phase['page'] {
  return async ({ context, after }, stripe, place) => {
    const page = await stripe.mapped(() => list(stripe.client, listing(place)));
    const ids = page.data.map(({ id }) => id);
    const known = await context.store.read(context.actor, (reader) => mirroredIds(reader, noun, ids));
    const updates = countingUpdates();
    const deps = { ...context, source: stripe, after: [...after, updates.hook] };
    const refresh = async (some: readonly Listed[]) => {
      await refreshObjects(
        deps,
        some.map(({ id, created }) => ({ name, id, createdAt: new Date(created * SECOND_MS) })),
      );
      return some.filter(({ id }) => !known.has(id)).length;
    };
    const sifted = await mirrorSifted(page.data, refresh, ({ id }) => ({ kind: name, id }));
    const tally = { ...tallyOf(ids.length, sifted), ltvUpdates: updates.count() };
    return { tally, next: onwards(place, page.has_more, ids.at(-1)) };
  };
}

async function movementPage(run: SyncRun, stripe: StripeGateway, place: Place): Promise<NextPlace<Place>> {
  const { context, after, request } = run;
  const page = await stripe.mapped(() =>
    stripe.client.balanceTransactions.list({ ...listing(place), expand: ['data.source'] }),
  );
  const faults = await faultsOf(run, page.data, request.validationLevel);
  const bad = new Set(faults.map(({ id }) => id));
  const updates = countingUpdates();
  const deps = { ...context, source: stripe, after: [...after, updates.hook] };
  const { stored, rejections } = await mirrorSifted(
    page.data.filter(({ id }) => !bad.has(id)),
    (rows) => mirrorMissing(deps, rows),
    nameOfMovement,
  );
  const sifted = { stored, rejections: [...faults, ...rejections] };
  const tally = { ...tallyOf(page.data.length, sifted), ltvUpdates: updates.count() };
  const next = onwards(place, page.has_more, page.data.at(-1)?.id);
  return { tally, next, reach: new Date(place.until * SECOND_MS) };
}

/** What the level finds wrong with movements as they are listed. */
async function faultsOf(
  { context }: SyncRun,
  listed: readonly Stripe.BalanceTransaction[],
  level: SyncRun['request']['validationLevel'],
): Promise<SyncRejection[]> {
  if (level === 'basic') return [];
  const unsound = listed
    .filter(({ amount, fee, net }) => net !== amount - fee)
    .map(({ id, type }) => ({ kind: type, id, reason: 'Its net is not its amount less its fee.' }));
  if (level === 'standard') return unsound;
  const ids = listed.map(({ id }) => id);
  const ours = await context.store.read(context.actor, (reader) => mirroredRows(reader, 'balanceTransactions', ids));
  const differing = listed.filter(({ id, amount, fee, currency }) => {
    const mine = ours.get(id);
    if (mine === undefined || unsound.some((one) => one.id === id)) return false;
    return mine.amountMinor !== amount || mine.feeMinor !== fee || mine.currency.toLowerCase() !== currency;
  });
  const reason = 'Its amount, fee or currency is another in the books; see Reconciliation.';
  return [...unsound, ...differing.map(({ id, type }) => ({ kind: type, id, reason }))];
}

function listing({ since, until, after }: Place) {
  return {
    limit: pageSize,
    created: { lte: until, ...(since === null ? {} : { gte: since }) },
    ...(after === null ? {} : { starting_after: after }),
  };
}

function onwards(place: Place, more: boolean, last: string | undefined): Place | null {
  return more && last !== undefined ? { ...place, after: last } : null;
}
