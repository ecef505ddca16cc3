import { mirroredRows } from '@wedsync/db/billing';
import { receiveEvents, type ReceivedEvent } from '@wedsync/db/connectors';
import { noTally, type SyncRejection, type SyncTally } from '@wedsync/domain/billing';
import { DAY_MS, SECOND_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { PaypalGateway } from '../../gateways/paypal.ts';
import { idOf, mirrorReport, movedRows, nameOfRow, type ReportRow } from '../../paypal/report.ts';
import { reportPage } from '../paypal-report-page.ts';
import { receivedPaypalEvent } from '../received-paypal-event.ts';
import { mirrorSifted, readEach } from '../rejections.ts';
import { countingUpdates, walkPages, type NextPlace, type SyncRun } from './pages.ts';
import { rangeOf } from './range.ts';

/** PayPal refuses longer windows. */
const windowMs = 31 * DAY_MS;
/** PayPal remembers movements for three years and events for thirty days; both are asked for a little inside. */
const remembered = { movementsMs: 3 * 365 * DAY_MS, eventsMs: 30 * DAY_MS - 60 * SECOND_MS };
const eventsAtOnce = 300;

const instant = z.iso.datetime();
const placeSchema = z.object({
  /** Events are listed newest first: those between these moments are still to come. Null once all of them were. */
  events: z.object({ since: instant, until: instant }).nullable(),
  report: z.object({ start: instant, end: instant, page: z.int().min(1) }),
  until: instant,
  /** Beyond this moment PayPal's report did not know everything yet. */
  knownThrough: instant,
});
type Place = z.infer<typeof placeSchema>;

/** First the events nobody delivered, then PayPal's report of every movement, window by window. */
export async function syncPaypal(run: SyncRun, paypal: PaypalGateway): Promise<SyncTally> {
  return walkPages(run, placeSchema, await firstPlace(run), (place) =>
    place.events === null ? reportedPage(run, paypal, place) : eventPage(run, paypal, place, place.events),
  );
}

async function firstPlace(run: SyncRun): Promise<Place> {
  const now = run.context.clock.now().getTime();
  const range = await rangeOf(run);
  const until = Math.min(range.until, now);
  const since = Math.max(range.since ?? 0, now - remembered.movementsMs);
  const eventsSince = Math.max(since, now - remembered.eventsMs);
  return {
    events: eventsSince < until ? { since: iso(eventsSince), until: iso(until) } : null,
    report: windowFrom(since, until),
    until: iso(until),
    knownThrough: iso(until),
  };
}

function windowFrom(start: number, until: number): Place['report'] {
  return { start: iso(start), end: iso(Math.min(start + windowMs, until)), page: 1 };
}

const listing = z.looseObject({ events: z.array(z.unknown()).default([]) });

async function eventPage(
  { context: { store, actor } }: SyncRun,
  { client }: PaypalGateway,
  place: Place,
  { since, until }: NonNullable<Place['events']>,
): Promise<NextPlace<Place>> {
  const query = new URLSearchParams({ start_time: since, end_time: until, page_size: String(eventsAtOnce) });
  const { events } = listing.parse(await client.get(`/v1/notifications/webhooks-events?${query.toString()}`));
  const { good, rejections } = readEach(events, receivedPaypalEvent, nameOf);
  const fresh = await store.transact(actor, (writer) => receiveEvents(writer, good));
  const tally = {
    ...noTally,
    seen: events.length,
    stored: fresh.length,
    known: good.length - fresh.length,
    rejected: rejections.length,
    rejections: [...rejections],
  };
  const before = events.length < eventsAtOnce ? since : olderThan(good, until);
  return { tally, next: { ...place, events: since < before ? { since, until: before } : null } };
}

/** The next page ends where this one did, that second included; a page that is all of one second is left behind. */
function olderThan(events: readonly ReceivedEvent[], until: string): string {
  const oldest = Math.min(...events.map(({ occurredAt }) => occurredAt.getTime()));
  return iso(Math.min(oldest, Date.parse(until) - SECOND_MS));
}

const named = z.looseObject({ id: z.string().catch('?'), event_type: z.string().catch('event') });

function nameOf(listed: unknown): { kind: string; id: string } {
  const { data } = named.safeParse(listed);
  return { kind: data?.event_type ?? 'event', id: data?.id ?? '?' };
}

async function reportedPage(run: SyncRun, paypal: PaypalGateway, place: Place): Promise<NextPlace<Place>> {
  const { context, after, request } = run;
  const { rows: listed, unreadable, pages, refreshedAt } = await reportPage(paypal, place.report);
  const rows = movedRows(listed);
  const faults = request.validationLevel === 'strict' ? await differing(run, rows) : [];
  const bad = new Set(faults.map(({ id }) => id));
  const updates = countingUpdates();
  const deps = { ...context, source: paypal, after: [...after, updates.hook] };
  const { stored, rejections } = await mirrorSifted(
    rows.filter((row) => !bad.has(idOf(row))),
    (some) => mirrorReport(deps, some),
    nameOfRow,
  );
  const rejected = [...unreadable, ...faults, ...rejections];
  const seen = rows.length + unreadable.length;
  const known = seen - stored - rejected.length;
  const ltvUpdates = updates.count();
  const tally = { seen, stored, known, rejected: rejected.length, rejections: rejected, ltvUpdates };
  const at = { ...place, knownThrough: earlier(place.knownThrough, refreshedAt) };
  return { tally, next: nextOf(at, pages), reach: new Date(at.knownThrough) };
}

/** What the report does not know yet is looked at again by the next sync. */
function earlier(knownThrough: string, refreshedAt: Date | null): string {
  return refreshedAt === null ? knownThrough : iso(Math.min(Date.parse(knownThrough), refreshedAt.getTime()));
}

function nextOf(place: Place, pages: number): Place | null {
  const { report, until } = place;
  if (report.page < pages) return { ...place, report: { ...report, page: report.page + 1 } };
  return report.end < until ? { ...place, report: windowFrom(Date.parse(report.end), Date.parse(until)) } : null;
}

/** Movements the books know with another amount or fee. */
async function differing({ context }: SyncRun, rows: readonly ReportRow[]): Promise<SyncRejection[]> {
  const ids = rows.map(idOf);
  const ours = await context.store.read(context.actor, (reader) => mirroredRows(reader, 'balanceTransactions', ids));
  return rows
    .filter((row) => {
      const mine = ours.get(idOf(row));
      return mine !== undefined && (mine.amountMinor !== row.amountMinor || mine.feeMinor !== row.feeMinor);
    })
    .map((row) => ({
      kind: row.code,
      id: idOf(row),
      reason: 'Its amount or fee is another in the books; see Reconciliation.',
    }));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
