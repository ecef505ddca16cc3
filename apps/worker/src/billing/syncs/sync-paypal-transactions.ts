import { moveSyncCursor, syncCursor } from '@wedsync/db/connectors';
import { addTallies, noTally } from '@wedsync/domain/billing';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type AnyJob, type JobContext, type WorkerServices } from '../../platform/index.ts';
import type { AfterMirror } from '../apply/keep-sheet.ts';
import { openPaypalGateway, type PaypalGateway } from '../gateways/paypal.ts';
import { mirrorReport, nameOfRow } from '../paypal/report.ts';
import { reportPage, type ReportPage } from './paypal-report-page.ts';
import { mirrorSifted, reportOf, tallyOf } from './rejections.ts';

/** PayPal refuses longer windows. */
const windowMs = 31 * DAY_MS;
/** Looked at again with every pass: rows are added and changed days later. */
const overlapMs = 7 * DAY_MS;
/** PayPal remembers three years; the first pass begins a little inside. */
const firstLookMs = 3 * 365 * DAY_MS;
const everyMs = 6 * HOUR_MS;
/** A report that is further behind than this is catching up, and is asked again at the next look. */
const lagMs = 4 * HOUR_MS;
const cursorName = 'paypal.transactions';

const position = z.object({
  /** Everything PayPal's report knew before this moment has been looked at. */
  doneThrough: z.iso.datetime(),
  passedAt: z.iso.datetime().nullable(),
  /** A pass that is under way: the window it is in and the next page of it. */
  pass: z.object({ start: z.iso.datetime(), end: z.iso.datetime(), page: z.int().min(1) }).nullable(),
});
type Position = z.infer<typeof position>;

export type OpenPaypal = (services: WorkerServices) => Promise<PaypalGateway | null>;

/** Reads PayPal's report of every movement and books what no webhook told of: fees, holds, chargebacks, conversions, withdrawals, and what was lost. */
export function syncPaypalTransactions(after: readonly AfterMirror[], open: OpenPaypal = openPaypalGateway): AnyJob {
  return defineJob({
    name: 'paypal.sync-transactions',
    description: 'Books movements of PayPal’s balance that no event told of',
    input: z.strictObject({}),
    schedule: { everyMs: 10 * MINUTE_MS },
    maxAttempts: 5,
    lockMs: 300_000,
    concurrency: 1,
    run: async (context) => {
      const paypal = await open(context);
      return paypal === null ? { skipped: 'There is no PayPal connection.' } : sync(context, paypal, after);
    },
  });
}

/** Every page commits with the place of the next, so a killed pass goes on where it was. */
async function sync(context: JobContext, paypal: PaypalGateway, after: readonly AfterMirror[]) {
  const { store, actor, clock, log, signal, progress } = context;
  const now = clock.now();
  const found = position.safeParse(await store.read(actor, (reader) => syncCursor(reader, cursorName)));
  const known: Position = found.data ?? { doneThrough: iso(plusMs(now, -firstLookMs)), passedAt: null, pass: null };
  if (!isDue(known, now)) return { skipped: 'The last pass is less than six hours old.' };
  let total = noTally;
  let at: Position = known.pass === null ? { ...known, pass: firstWindow(known, now) } : known;
  while (at.pass !== null && !signal.aborted) {
    const page = await reportPage(paypal, at.pass);
    const deps = { ...context, source: paypal, after };
    const { stored, rejections } = await mirrorSifted(page.rows, (some) => mirrorReport(deps, some), nameOfRow);
    const rejected = [...page.unreadable, ...rejections];
    for (const row of rejected) log.warn(row, 'a row of PayPal’s report could not be taken in');
    total = addTallies(total, tallyOf(page.rows.length + page.unreadable.length, { stored, rejections: rejected }));
    at = nextOf(at, page, now);
    await store.transact(actor, (writer) => moveSyncCursor(writer, cursorName, at));
    await progress(total.seen, null, `${total.stored} were missing`);
  }
  return { ...reportOf(total), doneThrough: at.doneThrough };
}

function isDue({ passedAt, pass, doneThrough }: Position, now: Date): boolean {
  if (passedAt === null || pass !== null) return true;
  const isBehind = now.getTime() - Date.parse(doneThrough) > lagMs + everyMs;
  return isBehind || now.getTime() - Date.parse(passedAt) >= everyMs;
}

function firstWindow({ doneThrough, passedAt }: Position, now: Date): Position['pass'] {
  const from = new Date(Date.parse(doneThrough) - (passedAt === null ? 0 : overlapMs));
  return windowFrom(from, now);
}

function windowFrom(start: Date, now: Date): NonNullable<Position['pass']> {
  const end = new Date(Math.min(start.getTime() + windowMs, now.getTime()));
  return { start: iso(start), end: iso(end), page: 1 };
}

/** The next page, the next window, or the end of the pass. What PayPal has not reported yet is left for the next one. */
function nextOf(at: Position, { pages, refreshedAt }: ReportPage, now: Date): Position {
  const { pass } = at;
  if (pass === null) return at;
  if (pass.page < pages) return { ...at, pass: { ...pass, page: pass.page + 1 } };
  const end = new Date(pass.end);
  const known = refreshedAt !== null && refreshedAt < end ? refreshedAt : end;
  const doneThrough = iso(new Date(Math.max(Date.parse(at.doneThrough), known.getTime())));
  if (end < now && known >= end) return { doneThrough, passedAt: at.passedAt, pass: windowFrom(end, now) };
  return { doneThrough, passedAt: iso(now), pass: null };
}

function iso(instant: Date): string {
  return instant.toISOString();
}
