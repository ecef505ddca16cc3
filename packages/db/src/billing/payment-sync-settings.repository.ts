import { nextSyncAt, type SyncSettings, type SyncSettingsEdit } from '@wedsync/domain/billing';
import { NotFound, StaleVersion } from '@wedsync/domain/platform';
import { isoInstant, type Reader, type Writer } from '../platform/index.ts';
import { paymentSyncJob } from './payment-syncs.repository.ts';

type SettingsRow = Omit<SyncSettings, 'nextSyncAt'> & { readonly lastAskedAt: Date };

/** How each platform is synced by itself, and when next. */
export async function listSyncSettings(reader: Reader): Promise<SyncSettings[]> {
  const rows: SettingsRow[] = await settingsRows(reader).orderBy('s.id', 'desc');
  return rows.map(settingsOf);
}

/** @throws NotFound for a platform that nobody syncs with */
export async function syncSettingsOf(reader: Reader, platform: string): Promise<SyncSettings> {
  const rows: SettingsRow[] = await settingsRows(reader).where('s.id', platform);
  const [row] = rows;
  if (row === undefined) throw NotFound({ what: 'payment platform', id: platform });
  return settingsOf(row);
}

/** Changes how one platform is synced. @throws StaleVersion when somebody changed it since it was shown */
export async function saveSyncSettings(writer: Writer, edit: SyncSettingsEdit): Promise<SyncSettings> {
  const { platform, version, paused, everyMinutes, lookbackHours, validationLevel } = edit;
  const saved: number = await writer.sql('payment_sync_settings').where({ id: platform, version }).update({
    paused,
    every_minutes: everyMinutes,
    lookback_hours: lookbackHours,
    validation_level: validationLevel,
  });
  if (saved === 0) throw StaleVersion({ what: 'schedule' });
  return syncSettingsOf(writer, platform);
}

function settingsRows({ sql }: Reader) {
  return sql('payment_sync_settings as s').select({
    platform: 's.id',
    paused: 's.paused',
    everyMinutes: 's.every_minutes',
    lookbackHours: 's.lookback_hours',
    validationLevel: 's.validation_level',
    version: 's.version',
    updatedAt: isoInstant(sql, 's.updated_at'),
    lastAskedAt: sql.raw(
      `greatest(s.created_at, (select max(r.created_at) from job_runs r
         where r.name = ? and r.input ->> 'platform' = s.id and r.input ->> 'syncType' = 'incremental'))`,
      [paymentSyncJob],
    ),
  });
}

function settingsOf({ lastAskedAt, ...row }: SettingsRow): SyncSettings {
  return { ...row, nextSyncAt: nextSyncAt(row, lastAskedAt)?.toISOString() ?? null };
}
