import { createHash } from 'node:crypto';
import { churnAfter, endOfDay, firstPayment, gatherChurnFeatures } from '@wedsync/db/success';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { churnFeatureVersion, rowOf, snapshotDates, type SnapshotBlock } from '@wedsync/domain/success';
import type { JobContext } from '../../platform/index.ts';
import { everySupplier } from '../every-supplier.ts';

/** Two years of month ends: older ones tell of another product. */
const mostDates = 24;
const chunk = 2_000;
/** Facts may be a day late. */
const dataDelayDays = 1;

export type DrawnSnapshot = {
  readonly blocks: readonly SnapshotBlock[];
  readonly knownThrough: string;
  readonly sha256: string;
  readonly rows: number;
  readonly losses: number;
};

type Drawer = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Everybody who paid at the ends of past months, as known then, with what became of them; dates whose horizon has not passed are left out. */
export async function drawSnapshot(context: Drawer, horizonDays: number): Promise<DrawnSnapshot> {
  const { store, actor, clock, progress } = context;
  const now = clock.now();
  const knownThrough = calendarDate(plusMs(now, -dataDelayDays * DAY_MS));
  const first = await store.read(actor, firstPayment);
  const dates = first === null ? [] : snapshotDates(calendarDate(first), knownThrough, horizonDays, mostDates);
  const blocks: SnapshotBlock[] = [];
  for (const [index, asOf] of dates.entries()) {
    blocks.push(await drawBlock(context, asOf, horizonDays, now));
    await progress(index + 1, dates.length * 2, `Drawing ${asOf}`);
  }
  return { blocks, knownThrough, ...sealed(blocks) };
}

async function drawBlock(drawer: Drawer, asOf: string, horizonDays: number, now: Date): Promise<SnapshotBlock> {
  const { store, actor, signal } = drawer;
  const block = {
    asOf,
    supplierIds: [] as string[],
    rows: [] as SnapshotBlock['rows'][number][],
    labels: [] as number[],
  };
  const moment = endOfDay(asOf);
  for await (const ids of everySupplier(drawer, chunk)) {
    signal.throwIfAborted();
    const [subjects, left] = await store.read(actor, async (reader) => [
      await gatherChurnFeatures(reader, ids, moment, now),
      await churnAfter(reader, ids, moment, horizonDays),
    ]);
    for (const { supplierId, features } of subjects) {
      block.supplierIds.push(supplierId);
      block.rows.push(rowOf(features));
      block.labels.push(left.has(supplierId) ? 1 : 0);
    }
  }
  return block;
}

/** One hash over every row in order: the same facts give the same snapshot. */
function sealed(blocks: readonly SnapshotBlock[]) {
  const hash = createHash('sha256').update(churnFeatureVersion);
  for (const block of blocks) hash.update(JSON.stringify(block));
  return {
    sha256: hash.digest('hex'),
    rows: blocks.reduce((sum, { rows }) => sum + rows.length, 0),
    losses: blocks.reduce((sum, { labels }) => sum + labels.filter((label) => label === 1).length, 0),
  };
}
