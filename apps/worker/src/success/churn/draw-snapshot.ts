import { createHash } from 'node:crypto';
import {
  churnAfter,
  endOfDay,
  firstPayment,
  gatherChurnFeatures,
  reachedAfter,
  suppliersToLearnFrom,
  treatedAt,
} from '@wedsync/db/success';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { churnFeatureVersion, rowOf, snapshotDates, type SnapshotBlock } from '@wedsync/domain/success';
import { chunksOf, type JobContext } from '../../platform/index.ts';

/** Two years of month ends: older ones tell of another product. */
const mostDates = 24;
const chunk = 2_000;
/** More rows teach little and take the memory of a process: beyond it, some of the suppliers stand for all. */
const mostRows = 100_000;
/** Facts may be a day late. */
const dataDelayDays = 1;

export type DrawnSnapshot = {
  readonly blocks: readonly SnapshotBlock[];
  readonly knownThrough: string;
  readonly sha256: string;
  readonly rows: number;
  readonly losses: number;
  /** How many suppliers were looked at, of all that ever paid. */
  readonly suppliers: { readonly drawn: number; readonly all: number };
  /** Rows left out because a playbook was treating the supplier at the date. */
  readonly treatedLeftOut: number;
  /** Rows learned from although a playbook reached the supplier later within the horizon, and before any loss. */
  readonly reachedLater: number;
};

type Drawer = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Everybody who paid at the ends of past months, as known then, with what became of them; dates whose horizon has not passed are left out. */
export async function drawSnapshot(context: Drawer, horizonDays: number): Promise<DrawnSnapshot> {
  const { store, actor, clock, progress } = context;
  const now = clock.now();
  const { dates, knownThrough } = await knownDates(context, horizonDays, mostDates);
  const most = Math.floor(mostRows / Math.max(1, dates.length));
  const { ids, all } = await store.read(actor, (reader) => suppliersToLearnFrom(reader, most));
  const blocks: SnapshotBlock[] = [];
  const counts = { treatedLeftOut: 0, reachedLater: 0 };
  for (const [index, asOf] of dates.entries()) {
    await progress(Math.round((50 * index) / dates.length), 100, `Drawing ${asOf}`);
    const { treatedLeftOut, reachedLater, ...block } = await drawBlock(context, ids, { asOf, horizonDays, now });
    blocks.push(block);
    counts.treatedLeftOut += treatedLeftOut;
    counts.reachedLater += reachedLater;
  }
  return { blocks, knownThrough, suppliers: { drawn: ids.length, all }, ...counts, ...sealed(blocks) };
}

/** A sample of everybody who ever paid, at the newest date of which it is known who left within the horizon; null while there is none. */
export async function drawNewest(
  context: Drawer,
  horizonDays: number,
  suppliers: number,
): Promise<SnapshotBlock | null> {
  const { store, actor, clock } = context;
  const [asOf] = (await knownDates(context, horizonDays, 1)).dates;
  if (asOf === undefined) return null;
  const { ids } = await store.read(actor, (reader) => suppliersToLearnFrom(reader, suppliers));
  return drawBlock(context, ids, { asOf, horizonDays, now: clock.now() });
}

/** The newest ends of months whose horizon has passed, oldest first. */
async function knownDates({ store, actor, clock }: Drawer, horizonDays: number, most: number) {
  const knownThrough = calendarDate(plusMs(clock.now(), -dataDelayDays * DAY_MS));
  const first = await store.read(actor, firstPayment);
  return {
    knownThrough,
    dates: first === null ? [] : snapshotDates(calendarDate(first), knownThrough, horizonDays, most),
  };
}

type At = { readonly asOf: string; readonly horizonDays: number; readonly now: Date };

/** Everybody of these who paid at the end of one day. Whom a playbook was treating then is left out, for nobody knows whether they would have left by themselves. */
async function drawBlock(
  { store, actor, signal }: Drawer,
  suppliers: readonly string[],
  { asOf, horizonDays, now }: At,
): Promise<SnapshotBlock & Pick<DrawnSnapshot, 'treatedLeftOut' | 'reachedLater'>> {
  const block = {
    asOf,
    treatedLeftOut: 0,
    reachedLater: 0,
    supplierIds: [] as string[],
    rows: [] as SnapshotBlock['rows'][number][],
    labels: [] as number[],
  };
  const moment = endOfDay(asOf);
  for (const ids of chunksOf(suppliers, chunk)) {
    signal.throwIfAborted();
    const [subjects, left, treated, reached] = await store.read(actor, async (reader) => [
      await gatherChurnFeatures(reader, ids, moment, now),
      await churnAfter(reader, ids, moment, horizonDays),
      await treatedAt(reader, ids, moment),
      await reachedAfter(reader, ids, moment, horizonDays),
    ]);
    for (const { supplierId, features } of subjects) {
      if (treated.has(supplierId)) {
        block.treatedLeftOut += 1;
        continue;
      }
      const daysToLoss = left.get(supplierId) ?? Infinity;
      if ((reached.get(supplierId) ?? Infinity) < daysToLoss) block.reachedLater += 1;
      block.supplierIds.push(supplierId);
      block.rows.push(rowOf(features));
      block.labels.push(daysToLoss < Infinity ? 1 : 0);
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
