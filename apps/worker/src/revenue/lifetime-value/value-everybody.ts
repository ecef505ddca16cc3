import { setImmediate } from 'node:timers/promises';
import { countLives, fitStanding, keepRetentionCurves, recomputeValues, suppliersAfter } from '@wedsync/db/revenue';
import { fitSegments, houseTerms, minimumSegment, type SegmentCurve } from '@wedsync/domain/revenue';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, idChunks, type JobContext, sweepInPairs } from '../../platform/index.ts';

/** Large enough that statements are few, small enough that a chunk's locks last a second or two. */
export const valueChunk = 2_000;

/** Fits how long customers stay and values every supplier by it, once a night: time alone moves both. */
export const valueEverybody = defineJob({
  name: 'revenue.value-everybody',
  description: 'Fits retention by segment and values every supplier',
  input: z.strictObject({}),
  schedule: { cron: '50 2 * * *' },
  maxAttempts: 5,
  lockMs: 180_000,
  concurrency: 1,
  run: fitAndValue,
});

/** A base that grew by this share since the last fit does not wait for the night. */
const outgrown = 1.1;

/** Fits again when many suppliers arrived at once, as when a history is taken in. */
export const valueGrownBase = defineJob({
  name: 'revenue.value-grown-base',
  description: 'Fits retention again when many suppliers have begun to pay since the last fit',
  input: z.strictObject({}),
  schedule: { everyMs: 2 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 180_000,
  concurrency: 1,
  run: async (context) => {
    const { fitted, accounts } = await context.store.read(context.actor, fitStanding);
    const due = accounts >= minimumSegment && accounts > fitted * outgrown;
    return due ? fitAndValue(context) : { skipped: 'The base has not outgrown its curves.' };
  },
});

async function fitAndValue(context: JobContext) {
  const { store, actor, clock } = context;
  const now = clock.now();
  const lives = await store.read(actor, (reader) => countLives(reader, now));
  const curves: SegmentCurve[] = [];
  for (const curve of fitSegments(lives, houseTerms)) {
    curves.push(curve);
    // Fitting holds the process; between two curves others have their turn.
    await setImmediate();
  }
  const fitted = await store.transact(actor, (writer) => keepRetentionCurves(writer, curves, lives, now));
  return { ...fitted, ...(await valueAll(context, valueChunk)) };
}

type Sweeper = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Values all suppliers, a chunk a transaction. */
export async function valueAll(
  { store, actor, clock, signal, progress }: Sweeper,
  chunk: number,
): Promise<{ valued: number; changed: number }> {
  const totals = { valued: 0, changed: 0 };
  const work = async (ids: readonly string[]) => {
    const done = await store.transact(actor, (writer) => recomputeValues(writer, ids, clock.now()));
    totals.valued += done.valued;
    totals.changed += done.changed;
    await progress(totals.valued, null);
  };
  const idsAfter = (after: string, limit: number) =>
    store.read(actor, (reader) => suppliersAfter(reader, after, limit));
  await sweepInPairs({ chunks: idChunks(idsAfter, chunk), signal, work });
  return totals;
}
