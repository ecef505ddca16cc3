import { createHash } from 'node:crypto';
import {
  churnAfter,
  endOfDay,
  firstPayment,
  gatherChurnFeatures,
  suppliersToLearnFrom,
  treatedWithin,
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
  /** Rows left out because a playbook reached the supplier within the horizon. */
  readonly treatedLeftOut: number;
};

type Drawer = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Everybody who paid at the ends of past months, as known then, with what became of them; dates whose horizon has not passed are left out. */
export async function drawSnapshot(context: Drawer, horizonDays: number): Promise<DrawnSnapshot> {
  const { store, actor, clock, progress } = context;
  const now = clock.now();
  const knownThrough = calendarDate(plusMs(now, -dataDelayDays * DAY_MS));
  const first = await store.read(actor, firstPayment);
  const dates = first === null ? [] : snapshotDates(calendarDate(first), knownThrough, horizonDays, mostDates);
  const most = Math.floor(mostRows / Math.max(1, dates.length));
  const { ids, all } = await store.read(actor, (reader) => suppliersToLearnFrom(reader, most));
  const blocks: SnapshotBlock[] = [];
  let treatedLeftOut = 0;
  for (const [index, asOf] of dates.entries()) {
    await progress(Math.round((50 * index) / dates.length), 100, `Drawing ${asOf}`);
    const { treated, ...block } = await drawBlock(context, ids, { asOf, horizonDays, now });
    blocks.push(block);
    treatedLeftOut += treated;
  }
  return { blocks, knownThrough, suppliers: { drawn: ids.length, all }, treatedLeftOut, ...sealed(blocks) };
}

type At = { readonly asOf: string; readonly horizonDays: number; readonly now: Date };

async function drawBlock(
  { store, actor, signal }: Drawer,
  suppliers: readonly string[],
  { asOf, horizonDays, now }: At,
): Promise<SnapshotBlock & { readonly treated: number }> {
  const block = {
    asOf,
    treated: 0,
    supplierIds: [] as string[],
    rows: [] as SnapshotBlock['rows'][number][],
    labels: [] as number[],
  };
  const moment = endOfDay(asOf);
  for (const ids of chunksOf(suppliers, chunk)) {
    signal.throwIfAborted();
    const [subjects, left, treated] = await store.read(actor, async (reader) => [
      await gatherChurnFeatures(reader, ids, moment, now),
      await churnAfter(reader, ids, moment, horizonDays),
      await treatedWithin(reader, ids, moment, plusMs(moment, horizonDays * DAY_MS)),
    ]);
    for (const { supplierId, features } of subjects) {
      // Whether they would have left by themselves nobody knows; those held out of the same playbooks tell it.
      if (treated.has(supplierId)) {
        block.treated += 1;
        continue;
      }
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
