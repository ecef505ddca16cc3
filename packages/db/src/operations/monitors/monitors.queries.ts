import {
  monitorOf,
  monitors,
  titleOf,
  type MonitorChange,
  type MonitorChangeFilter,
  type MonitorFilter,
  type MonitorLine,
} from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { tuningsInForce } from './tunings.repository.ts';

/** Readings in the small chart of a line. */
const chartReadings = 60;

export function listMonitors(reader: Reader, query: ListQuery<MonitorFilter>): Promise<Page<MonitorLine>> {
  return listPage(reader, lines, query);
}

export async function findMonitor(reader: Reader, id: string): Promise<MonitorLine | undefined> {
  return (await hydrateLines(reader, [id]))[0];
}

export function listMonitorChanges(
  reader: Reader,
  query: ListQuery<MonitorChangeFilter>,
): Promise<Page<MonitorChange>> {
  return listPage(reader, changes, query);
}

export async function findMonitorChange(reader: Reader, id: string): Promise<MonitorChange | undefined> {
  return /^[1-9]\d{0,15}$/.test(id) ? (await hydrateChanges(reader, [id]))[0] : undefined;
}

const lines: ListSpec<MonitorLine, MonitorFilter> = {
  resource: 'monitors',
  keys: ({ sql }) => sql('monitor_states'),
  idColumn: 'monitor_states.id',
  sorts: {
    place: 'monitor_states.place',
    since: 'monitor_states.since',
    // What needs somebody first.
    state: `array_position(array['critical', 'warning', 'unknown', 'healthy'], monitor_states.state)`,
    id: 'monitor_states.id',
  },
  defaultSort: { field: 'place', order: 'ASC' },
  filters: {
    id: (query, ids) => query.whereIn('monitor_states.id', ids),
    state: (query, states) => query.whereIn('monitor_states.state', states),
    monitor: (query, names) => query.whereIn('monitor_states.monitor', names),
  },
  countCap: null,
  hydrate: (reader, ids) => hydrateLines(reader, ids.map(String)),
  rowId: (line) => line.id,
};

type LineRow = Omit<
  MonitorLine,
  'group' | 'title' | 'ordinary' | 'minSample' | 'needed' | 'of' | 'channel' | 'tunings'
>;

async function hydrateLines(reader: Reader, ids: readonly string[]): Promise<MonitorLine[]> {
  const { sql } = reader;
  const rows: LineRow[] = await sql('monitor_states as m')
    .leftJoin('alerts as a', 'a.id', 'm.alert_id')
    .whereIn('m.id', [...ids])
    .select({
      id: 'm.id',
      monitor: 'm.monitor',
      subject: 'm.subject',
      state: 'm.state',
      since: isoInstant(sql, 'm.since'),
      why: 'm.why',
      value: 'm.value',
      sample: 'm.sample',
      note: 'm.note',
      takenAt: isoInstant(sql, 'm.taken_at'),
      judgedAt: isoInstant(sql, 'm.judged_at'),
      warning: 'm.warning',
      critical: 'm.critical',
      because: 'm.because',
      alertId: 'm.alert_id',
      alertState: 'a.state',
      alertAt: isoInstant(sql, 'a.last_at'),
      readings: sql.raw(
        `(select coalesce(json_agg(json_build_object('at', r.taken_at, 'value', r.value) order by r.taken_at), '[]') from (select taken_at, value
           from monitor_readings where monitor = m.monitor and subject = m.subject order by taken_at desc limit ?) r)`,
        [chartReadings],
      ),
    });
  const tunings = await tuningsInForce(reader);
  return rows.map((row) => {
    const monitor = monitorOf(row.monitor);
    const { warning, critical, version: tuned, ...tuning } = tunings(monitor);
    return {
      ...row,
      ...tuning,
      group: monitor.group,
      title: titleOf(monitor, row.subject),
      ordinary: { warning, critical },
      tunings: tuned,
    };
  });
}

const changes: ListSpec<MonitorChange, MonitorChangeFilter> = {
  resource: 'monitor-changes',
  keys: ({ sql }) => sql('monitor_changes'),
  idColumn: 'monitor_changes.id',
  sorts: { id: 'monitor_changes.id' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('monitor_changes.id', ids),
    monitorId: (query, id) => query.where('monitor_changes.monitor_id', id),
    to: (query, states) => query.whereIn('monitor_changes.to_state', states),
  },
  countCap: 10_000,
  hydrate: hydrateChanges,
  rowId: (change) => Number(change.id),
};

async function hydrateChanges({ sql }: Reader, ids: readonly (string | number)[]): Promise<MonitorChange[]> {
  type Row = Omit<MonitorChange, 'title'> & { readonly monitor: string; readonly subject: string };
  const rows: Row[] = await sql('monitor_changes')
    .whereIn('id', [...ids])
    .select({
      id: sql.raw('id::text'),
      monitorId: 'monitor_id',
      monitor: 'monitor',
      subject: 'subject',
      from: 'from_state',
      to: 'to_state',
      why: 'why',
      value: 'value',
      warning: 'warning',
      critical: 'critical',
      because: 'because',
      changedAt: isoInstant(sql, 'changed_at'),
    });
  return rows.map(({ monitor, subject, ...row }) => ({ ...row, title: titleOfName(monitor, subject) }));
}

/** Of what is no longer watched the name is left. */
function titleOfName(name: string, subject: string): string {
  return titleOf(monitors.find((monitor) => monitor.name === name) ?? { title: name }, subject);
}
