import type { ProviderEvent, ProviderEventFilter } from '@wedsync/domain/connectors';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

const columns = `id, provider, event_id as "eventId", type, state, object_id as "objectId", customer_id as "customerId", supplier_id as "supplierId",
  api_version as "apiVersion", occurred_at as "occurredAt", received_at as "receivedAt", applied_at as "appliedAt", replayed_at as "replayedAt",
  attempts, error, scrubbed_numbers as "scrubbedNumbers"`;

const spec: ListSpec<ProviderEvent, ProviderEventFilter> = {
  resource: 'provider-events',
  keys: (reader) => reader.sql('provider_events as e'),
  idColumn: 'e.id',
  sorts: { id: 'e.id', occurredAt: 'e.occurred_at' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('e.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    q: (query, text) =>
      void query.where(
        (any) =>
          void any
            .where('e.event_id', text)
            .orWhere('e.object_id', text)
            .orWhere('e.customer_id', text)
            .orWhere('e.type', text),
      ),
    state: (query, states) => void query.whereIn('e.state', states),
    type: (query, types) => void query.whereIn('e.type', types),
    provider: (query, providers) => void query.whereIn('e.provider', providers),
    supplierId: (query, id) => void query.where('e.supplier_id', id),
    customerId: (query, id) => void query.where('e.customer_id', id),
    objectId: (query, id) => void query.where('e.object_id', id),
    occurredFrom: (query, day) => void query.where('e.occurred_at', '>=', dayBounds(day).start),
    occurredTo: (query, day) => void query.where('e.occurred_at', '<', dayBounds(day).start),
  },
  countCap: 20_000,
  hydrate: async (reader, ids) => {
    const result: { rows: { row: ProviderEvent }[] } = await reader.sql.raw(
      `select to_json(r) as row from (select ${columns} from provider_events where id = any(?)) r`,
      [ids.map(Number)],
    );
    return result.rows.map(({ row }) => row);
  },
  rowId: (row) => row.id,
};

export function listProviderEvents(
  reader: Reader,
  query: ListQuery<ProviderEventFilter>,
): Promise<Page<ProviderEvent>> {
  return listPage(reader, spec, query);
}

/** One event with what the provider said, word for word (bytes that are no database text are shown as text with escapes). */
export async function findProviderEvent(reader: Reader, id: string): Promise<ProviderEvent | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const result: { rows: { row: ProviderEvent }[] } = await reader.sql.raw(
    `select to_json(r) as row from (select ${columns}, coalesce(payload, to_jsonb(encode(payload_bytes, 'escape'))) as payload from provider_events where id = ?) r`,
    [id],
  );
  return result.rows[0]?.row;
}
