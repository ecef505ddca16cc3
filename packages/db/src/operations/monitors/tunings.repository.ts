import {
  suggestedTuning,
  type Monitor,
  type MonitorTuning,
  type MonitorTuningFilter,
  type Tuning,
} from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader, type Writer } from '../../platform/index.ts';

export type TuningInForce = Tuning & { /** 0 while it is as suggested. */ readonly version: number };

/** How each monitor is tuned now. */
export async function tuningsInForce(reader: Reader): Promise<(monitor: Monitor) => TuningInForce> {
  const rows: (TuningInForce & { monitor: string })[] = await reader
    .sql('monitor_tunings')
    .distinctOn('monitor')
    .orderBy([{ column: 'monitor' }, { column: 'version', order: 'desc' }])
    .select({ monitor: 'monitor', version: 'version', ...tuned });
  const kept = new Map(rows.map(({ monitor, ...tuning }) => [monitor, tuning]));
  return (monitor) => kept.get(monitor.name) ?? { ...suggestedTuning(monitor), version: 0 };
}

/** Keeps another version; earlier ones stay as they were. */
export async function tuneMonitor(
  { sql }: Writer,
  monitor: string,
  { of, minSample, ...tuning }: Tuning,
  { after, reason }: { readonly after: number; readonly reason: string },
): Promise<void> {
  await sql('monitor_tunings').insert({
    ...tuning,
    monitor,
    version: after + 1,
    min_sample: minSample,
    of_readings: of,
    reason,
  });
}

export function listTunings(reader: Reader, query: ListQuery<MonitorTuningFilter>): Promise<Page<MonitorTuning>> {
  return listPage(reader, spec, query);
}

export async function findTuning(reader: Reader, id: string): Promise<MonitorTuning | undefined> {
  return /^[1-9]\d{0,15}$/.test(id) ? (await hydrate(reader, [id]))[0] : undefined;
}

const tuned = {
  warning: 'warning',
  critical: 'critical',
  minSample: 'min_sample',
  needed: 'needed',
  of: 'of_readings',
  channel: 'channel',
};

const spec: ListSpec<MonitorTuning, MonitorTuningFilter> = {
  resource: 'monitor-tunings',
  keys: ({ sql }) => sql('monitor_tunings'),
  idColumn: 'monitor_tunings.id',
  sorts: { id: 'monitor_tunings.id' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('monitor_tunings.id', ids),
    monitor: (query, monitor) => query.where('monitor_tunings.monitor', monitor),
  },
  countCap: null,
  hydrate,
  rowId: (tuning) => Number(tuning.id),
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<MonitorTuning[]> {
  return sql('monitor_tunings')
    .whereIn('id', [...ids])
    .select({
      id: sql.raw('id::text'),
      monitor: 'monitor',
      version: 'version',
      ...tuned,
      reason: 'reason',
      setByName: 'set_by_name',
      setAt: isoInstant(sql, 'set_at'),
    });
}
