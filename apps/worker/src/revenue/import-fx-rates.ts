import { refreshStanding } from '@wedsync/db/billing';
import { emitEvents, lockEach, markForRecompute } from '@wedsync/db/platform';
import {
  customersOfRates,
  keepRates,
  newestRateDay,
  suppliersOfCustomers,
  type ImportedRates,
} from '@wedsync/db/revenue';
import { calendarDate, daysBetween, defineError, HOUR_MS, SECOND_MS } from '@wedsync/domain/platform';
import { readEcbRates } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineJob, type JobContext } from '../platform/index.ts';

/** As it is written beside every rate. */
const source = 'ECB reference rates';
const timeoutMs = 60 * SECOND_MS;
/** The whole history since 1999 is about 8 MB. */
const maxBytes = 32_000_000;
const customersAtOnce = 500;
/** The short file carries ninety days; with a gap near that the whole history is asked for. */
const shortFileDays = 80;

const RatesUnavailable = defineError(
  'unavailable',
  'rates-unavailable',
  (p: { why: string }) =>
    `The exchange rates could not be fetched: ${p.why}. They are asked for again within the hour.`,
);

/**
 * Takes in the daily euro reference rates: the whole history the first time, ninety days after that. Published about 16:00 CET on working days; asked for
 * every hour because the moment varies. Money that now converts differently is worked out again.
 */
export const importFxRates = defineJob({
  name: 'revenue.import-fx-rates',
  description: 'Takes in the daily exchange rates the European Central Bank publishes',
  input: z.strictObject({}),
  schedule: { everyMs: HOUR_MS },
  maxAttempts: 5,
  lockMs: 180_000,
  concurrency: 1,
  run: async (context) => {
    const { store, actor, env, clock } = context;
    const newest = await store.read(actor, newestRateDay);
    const gap = newest === null ? null : daysBetween(newest, calendarDate(clock.now()));
    const file = gap !== null && gap < shortFileDays ? 'eurofxref-hist-90d.xml' : 'eurofxref-hist.xml';
    const rates = readEcbRates(await download(`${env.fxRatesUrl}/${file}`));
    const imported = await store.transact(actor, (writer) => keepRates(writer, source, rates));
    const customers = await store.read(actor, (reader) => customersOfRates(reader, imported));
    await convertAgain(context, customers);
    await tell(context, imported);
    return { added: imported.added, corrected: imported.corrected, customers: customers.length };
  },
});

async function download(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      throw RatesUnavailable({ why: error instanceof Error ? error.message : 'no answer' });
    },
  );
  if (!response.ok) throw RatesUnavailable({ why: `the answer was ${response.status}` });
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > maxBytes) throw RatesUnavailable({ why: `the file has more than ${maxBytes} bytes` });
  return new TextDecoder().decode(bytes);
}

async function convertAgain({ store, actor, clock, signal }: JobContext, customers: readonly string[]): Promise<void> {
  for (let from = 0; from < customers.length && !signal.aborted; from += customersAtOnce) {
    const ids = customers.slice(from, from + customersAtOnce);
    await store.transact(actor, async (writer) => {
      await lockEach(writer, 'owners', ids);
      await refreshStanding(writer, ids, clock.now());
      await markForRecompute(writer, 'mrr', await suppliersOfCustomers(writer, ids));
    });
  }
}

async function tell({ store, actor, clock }: JobContext, { added, firstDay, corrected }: ImportedRates): Promise<void> {
  if (added === 0) return;
  await store.transact(actor, (writer) =>
    emitEvents(writer, [
      {
        type: 'fx_rates.imported',
        supplierId: null,
        resource: 'fx-rates',
        resourceId: firstDay ?? '',
        summary: `${added} exchange rates were taken in${corrected.length === 0 ? '' : `; ${corrected.join(', ')} corrected`}`,
        payload: { added, firstDay, corrected: [...corrected] },
        occurredAt: clock.now(),
      },
    ]),
  );
}
