import type { Alert, AlertFilter } from '@wedsync/domain/delivery';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { escapeLike } from './messages.queries.ts';

export async function listAlerts(reader: Reader, query: ListQuery<AlertFilter>): Promise<Page<Alert>> {
  return listPage(reader, spec, query);
}

export async function findAlert(reader: Reader, id: string): Promise<Alert | undefined> {
  const [alert] = await hydrate(reader, [id]);
  return alert;
}

/** The Slack message that shows an alert now; null for one told as part of a storm. */
export async function messageOfAlert({ sql }: Reader, id: string): Promise<string | null> {
  const row: { messageId: string | null } | undefined = await sql('alerts')
    .where({ id })
    .first({ messageId: 'message_id' });
  return row?.messageId ?? null;
}

export type Storm = { readonly type: string; readonly count: number; readonly openedAt: Date };

export async function findStorm({ sql }: Reader, id: number): Promise<Storm | undefined> {
  const [storm]: Storm[] = await sql('alert_storms')
    .where({ id })
    .select({ type: 'type', count: 'count', openedAt: 'opened_at' });
  return storm;
}

const spec: ListSpec<Alert, AlertFilter> = {
  resource: 'alerts',
  keys: ({ sql }) => sql('alerts'),
  idColumn: 'alerts.id',
  sorts: {
    lastAt: 'alerts.last_at',
    firstAt: 'alerts.first_at',
    severity: `array_position(array['info', 'warning', 'critical'], alerts.severity)`,
    id: 'alerts.id',
  },
  defaultSort: { field: 'lastAt', order: 'DESC' },
  filters: {
    q: (query, text) =>
      query.where((either) =>
        either
          .whereILike('alerts.title', `%${escapeLike(text)}%`)
          .orWhereILike('alerts.detail', `%${escapeLike(text)}%`),
      ),
    id: (query, ids) => query.whereIn('alerts.id', ids),
    supplierId: (query, id) => query.where('alerts.supplier_id', id),
    type: (query, types) => query.whereIn('alerts.type', types),
    severity: (query, severities) => query.whereIn('alerts.severity', severities),
    state: (query, states) => query.whereIn('alerts.state', states),
    assigneeId: (query, id) => query.where('alerts.assignee_id', id),
    escalated: (query, escalated) =>
      escalated ? query.whereNotNull('alerts.escalated_at') : query.whereNull('alerts.escalated_at'),
  },
  countCap: 10_000,
  hydrate: (reader, ids) => hydrate(reader, ids.map(String)),
  rowId: (alert) => alert.id,
};

async function hydrate({ sql }: Reader, ids: readonly string[]): Promise<Alert[]> {
  return sql('alerts as a')
    .leftJoin('suppliers as s', 's.id', 'a.supplier_id')
    .leftJoin('staff as p', 'p.id', 'a.assignee_id')
    .whereIn('a.id', [...ids])
    .select({
      id: 'a.id',
      type: 'a.type',
      severity: 'a.severity',
      title: 'a.title',
      detail: 'a.detail',
      supplierId: 'a.supplier_id',
      supplierName: 's.business_name',
      resource: 'a.resource',
      resourceId: 'a.resource_id',
      path: 'a.path',
      state: 'a.state',
      occurrences: 'a.occurrences',
      collapsed: sql.raw('a.storm_id is not null'),
      channel: 'a.channel',
      routeName: 'a.route_name',
      assigneeId: 'a.assignee_id',
      assigneeName: 'p.name',
      snoozedBy: 'a.snoozed_by',
      snoozedUntil: isoInstant(sql, 'a.snoozed_until'),
      escalatedAt: isoInstant(sql, 'a.escalated_at'),
      escalatedTo: 'a.escalated_to',
      acknowledgedBy: 'a.acknowledged_by',
      resolvedBy: 'a.resolved_by',
      resolvedNote: 'a.resolved_note',
      firstAt: isoInstant(sql, 'a.first_at'),
      lastAt: isoInstant(sql, 'a.last_at'),
    });
}
