import { mirroredRows } from '@wedsync/db/billing';
import { syncCursor } from '@wedsync/db/connectors';
import type { SyncRejection, SyncTally } from '@wedsync/domain/billing';
import { DAY_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { PaypalGateway } from '../../gateways/paypal.ts';
import { idOf, mirrorReport, movedRows, type ReportRow } from '../../paypal/report.ts';
import { reportPage } from '../sync-paypal-transactions.ts';
import { countingUpdates, mirrorSifted, walkPages, type NextPlace, type SyncRun } from './pages.ts';

/** PayPal refuses longer windows. */
const windowMs = 31 * DAY_MS;
const overlapMs = 7 * DAY_MS;
/** PayPal remembers three years; a full sync begins a little inside. */
const wholeMs = 3 * 365 * DAY_MS;

const placeSchema = z.object({
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  page: z.int().min(1),
  until: z.iso.datetime(),
});
type Place = z.infer<typeof placeSchema>;

/** Reads PayPal's report of every movement, window by window. */
export async function syncPaypal(run: SyncRun, paypal: PaypalGateway): Promise<SyncTally> {
  return walkPages(run, placeSchema, await firstPlace(run), (place) => reportedPage(run, paypal, place));
}

async function firstPlace({ context, request }: SyncRun): Promise<Place> {
  const { store, actor, clock } = context;
  const now = clock.now().getTime();
  const { dateRange, syncType } = request;
  const until = dateRange === undefined ? now : Math.min(Date.parse(dateRange.to), now);
  const read = z.looseObject({ doneThrough: z.iso.datetime() });
  const last = read.safeParse(await store.read(actor, (reader) => syncCursor(reader, 'paypal.transactions'))).data;
  const whole = syncType === 'full' || last === undefined ? now - wholeMs : Date.parse(last.doneThrough) - overlapMs;
  return windowFrom(dateRange === undefined ? whole : Math.max(Date.parse(dateRange.from), now - wholeMs), until);
}

function windowFrom(start: number, until: number): Place {
  const end = Math.min(start + windowMs, until);
  return { start: iso(start), end: iso(end), page: 1, until: iso(until) };
}

async function reportedPage(run: SyncRun, paypal: PaypalGateway, place: Place): Promise<NextPlace<Place>> {
  const { context, after, request } = run;
  const { rows: listed, pages } = await reportPage(paypal, place);
  const rows = movedRows(listed);
  const faults = request.validationLevel === 'strict' ? await differing(run, rows) : [];
  const bad = new Set(faults.map(({ id }) => id));
  const updates = countingUpdates();
  const deps = { ...context, source: paypal, after: [...after, updates.hook] };
  const { stored, rejections } = await mirrorSifted(
    rows.filter((row) => !bad.has(idOf(row))),
    (some) => mirrorReport(deps, some),
    (row) => ({ kind: row.code, id: idOf(row) }),
  );
  const rejected = [...faults, ...rejections];
  const known = rows.length - stored - rejected.length;
  const ltvUpdates = updates.count();
  const tally = { seen: rows.length, stored, known, rejected: rejected.length, rejections: rejected, ltvUpdates };
  return { tally, next: nextOf(place, pages) };
}

function nextOf(place: Place, pages: number): Place | null {
  if (place.page < pages) return { ...place, page: place.page + 1 };
  return place.end < place.until ? windowFrom(Date.parse(place.end), Date.parse(place.until)) : null;
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
