import {
  noTally,
  paymentSyncStatusSchema,
  qualityReport,
  SyncIsOver,
  SyncUnderWay,
  syncTallySchema,
  type PaymentSyncRequest,
  type PaymentSyncStatus,
} from '@wedsync/domain/billing';
import { NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import {
  cancelRun,
  enqueueJob,
  isoInstant,
  lockEach,
  recordAudit,
  type Reader,
  type Writer,
} from '../platform/index.ts';

/** The job that does them; its runs are the syncs. */
export const paymentSyncJob = 'payments.sync';

const openStates = ['queued', 'running', 'failed'];

/** Where a sync keeps its place and what it has counted. */
export function paymentSyncCursor(syncId: number | string): string {
  return `${paymentSyncJob}.${syncId}`;
}

/** Asks the worker for a sync. @throws SyncUnderWay while another of the same platform is not done */
export async function startPaymentSync(writer: Writer, request: PaymentSyncRequest): Promise<string> {
  const { platform } = request;
  await lockEach(writer, 'payment-syncs', [platform]);
  const open: { id: number } | undefined = await writer
    .sql('job_runs')
    .first('id')
    .where({ name: paymentSyncJob })
    .whereIn('state', openStates)
    .whereRaw(`input ->> 'platform' = ?`, [platform]);
  if (open !== undefined) throw SyncUnderWay({ platform, syncId: String(open.id) });
  return String(await enqueueJob(writer, { name: paymentSyncJob, input: request }));
}

/**
 * Takes a sync away: one that waits never starts, one under way commits nothing more. What it took in stays.
 * @throws NotFound when there is none, SyncIsOver when it has ended
 */
export async function cancelPaymentSync(writer: Writer, syncId: string): Promise<PaymentSyncStatus> {
  const before = await needPaymentSync(writer, syncId);
  if (!(await cancelRun(writer, syncId))) throw SyncIsOver({ syncId, status: before.status });
  const after = await needPaymentSync(writer, syncId);
  await recordAudit(writer, {
    action: 'cancel',
    resource: 'payment-syncs',
    resourceId: syncId,
    before: { status: before.status },
    after: { status: after.status },
  });
  return after;
}

/** The latest syncs, newest first. */
export async function listPaymentSyncs(
  reader: Reader,
  { platform, limit }: { readonly platform?: string | undefined; readonly limit: number },
): Promise<PaymentSyncStatus[]> {
  const query = syncRows(reader).orderBy('r.id', 'desc').limit(limit);
  if (platform !== undefined) void query.whereRaw(`r.input ->> 'platform' = ?`, [platform]);
  const rows: SyncRow[] = await query;
  return rows.map(statusOf);
}

/** @throws NotFound when there is no such sync */
export async function needPaymentSync(reader: Reader, syncId: string): Promise<PaymentSyncStatus> {
  const rows: SyncRow[] = /^[1-9]\d{0,15}$/.test(syncId) ? await syncRows(reader).where('r.id', syncId) : [];
  const [sync] = rows.map(statusOf);
  if (sync === undefined) throw NotFound({ what: 'sync', id: syncId });
  return sync;
}

const reachKept = z.looseObject({ doneThrough: z.iso.datetime() });

/** Everything a platform listed up to this moment has been looked at by a sync; null before the first. */
export async function syncReach({ sql }: Reader, platform: string): Promise<Date | null> {
  const row: { position: unknown } | undefined = await sql('sync_cursors')
    .first('position')
    .where({ name: reachName(platform) });
  const kept = reachKept.safeParse(row?.position).data;
  return kept === undefined ? null : new Date(kept.doneThrough);
}

function reachName(platform: string): string {
  return `payments.synced.${platform}`;
}

/** Moves the moment up to which a platform has been looked at, never back. */
export async function extendSyncReach({ sql }: Writer, platform: string, doneThrough: Date): Promise<void> {
  await sql.raw(
    `insert into sync_cursors (name, position) values (?, ?)
     on conflict (name) do update set position = excluded.position, updated_at = clock_timestamp()
       where (sync_cursors.position ->> 'doneThrough')::timestamptz < (excluded.position ->> 'doneThrough')::timestamptz`,
    [reachName(platform), JSON.stringify({ doneThrough: doneThrough.toISOString() })],
  );
}

/** Forgets the places of syncs whose runs are gone. */
export async function forgetOldSyncs({ sql }: Writer): Promise<void> {
  await sql.raw(
    `delete from sync_cursors c where c.name like ? and not exists (select 1 from job_runs r where ? || r.id = c.name and r.name = ?)`,
    [`${paymentSyncJob}.%`, `${paymentSyncJob}.`, paymentSyncJob],
  );
}

/** Suppliers among customers of a provider. */
export async function countSuppliersOf({ sql }: Reader, customerIds: readonly string[]): Promise<number> {
  const [row]: { count: string }[] = await sql('customers')
    .whereRaw('id = any(?)', [[...customerIds]])
    .countDistinct({ count: 'supplier_id' });
  return Number(row?.count ?? 0);
}

const requestKept = paymentSyncStatusSchema
  .pick({ platform: true, syncType: true, validationLevel: true })
  .extend({ dateRange: z.object({ from: z.string(), to: z.string() }).optional(), objectId: z.string().optional() });
const positionKept = z.looseObject({ tally: syncTallySchema });

/** Asked for by nobody in particular. */
const bySchedule = 'system:payments.schedule-syncs';

type SyncRow = Pick<
  PaymentSyncStatus,
  'syncId' | 'status' | 'attempt' | 'requestedBy' | 'requestedByName' | 'createdAt' | 'startedAt' | 'finishedAt'
> & { readonly input: unknown; readonly error: string | null; readonly position: unknown };

function syncRows({ sql }: Reader) {
  return sql('job_runs as r')
    .leftJoin('sync_cursors as c', sql.raw(`c.name = ? || r.id`, [`${paymentSyncJob}.`]))
    .where('r.name', paymentSyncJob)
    .select({
      syncId: sql.raw('r.id::text'),
      status: 'r.state',
      attempt: 'r.attempt',
      requestedBy: sql.raw(`nullif(r.requested_by, ?)`, [bySchedule]),
      requestedByName: sql.raw(
        `coalesce((select name from staff where id = r.requested_by), (select name from service_tokens where id = r.requested_by))`,
      ),
      input: 'r.input',
      error: 'r.error',
      position: 'c.position',
      createdAt: isoInstant(sql, 'r.created_at'),
      startedAt: isoInstant(sql, 'r.started_at'),
      finishedAt: isoInstant(sql, 'r.finished_at'),
    });
}

function statusOf({ input, error, position, ...run }: SyncRow): PaymentSyncStatus {
  const { platform, syncType, dateRange = null, objectId = null, validationLevel } = requestKept.parse(input);
  const tally = positionKept.safeParse(position).data?.tally ?? noTally;
  return {
    ...run,
    platform,
    syncType,
    dateRange,
    objectId,
    validationLevel,
    processedEvents: tally.seen,
    ltvUpdatesTriggered: tally.ltvUpdates,
    dataQualityReport: qualityReport(tally),
    errors: error === null ? [] : [error],
  };
}
