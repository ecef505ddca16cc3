import { houseModesNow } from '@wedsync/db/delivery';
import { judgeHouseModes, judgeMonitors, measureAll } from '@wedsync/db/operations';
import { recordReadings, type Reader } from '@wedsync/db/platform';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

/** Often enough for midnight in every time zone; not every minute, for all suppliers are counted. */
const modesEveryMs = 10 * MINUTE_MS;

/** Takes a reading of everything that operations measures, and judges every monitor by what was read. */
export const watchMonitors = defineJob({
  name: 'operations.watch-monitors',
  description: 'Measures how the house does, judges every monitor, alerts and settles alerts.',
  input: z.object({}),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  concurrency: 1,
  run: async ({ store, actor, clock, uuids, log }) => {
    const now = clock.now();
    if (await store.read(actor, (reader) => modesAreDue(reader, now)))
      await store.transact(actor, (writer) => judgeHouseModes(writer, now));
    const readings = await store.read(actor, (reader) =>
      measureAll(reader, now, (monitor, error) => log.warn({ err: error, monitor }, 'a monitor could not be read')),
    );
    await store.transact(actor, (writer) => recordReadings(writer, readings));
    const changed = await store.transact(actor, (writer) => judgeMonitors(writer, { now, uuids }));
    return { readings: readings.length, changed };
  },
});

async function modesAreDue(reader: Reader, now: Date): Promise<boolean> {
  const modes = await houseModesNow(reader);
  return modes.length === 0 || modes.some(({ judgedAt }) => now.getTime() - Date.parse(judgedAt) >= modesEveryMs);
}
