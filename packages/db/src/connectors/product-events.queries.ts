import type { ProductEventFilter, ProductEventRow } from '@wedsync/domain/connectors';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

type StoredEvent = Omit<ProductEventRow, 'occurredAt' | 'knownAt'> & {
  readonly occurredAt: Date;
  readonly knownAt: Date;
};

/** Product events, newest first; above ten thousand matches the total is an estimate. */
export function listProductEvents(
  reader: Reader,
  query: ListQuery<ProductEventFilter>,
): Promise<Page<ProductEventRow>> {
  return listPage(reader, listSpec, query);
}

export async function findProductEvent(reader: Reader, id: string): Promise<ProductEventRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const listSpec: ListSpec<ProductEventRow, ProductEventFilter> = {
  resource: 'product-events',
  keys: (reader) => reader.sql('product_events as e'),
  idColumn: 'e.id',
  sorts: { occurredAt: 'e.occurred_at' },
  defaultSort: { field: 'occurredAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereRaw('e.id = any(?)', [ids]),
    supplierId: (query, supplierId) => query.where('e.supplier_id', supplierId),
    name: (query, name) => query.where('e.name', name),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

/** The table of ids says when each happened, so only the partitions of those months are read. */
async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<ProductEventRow[]> {
  const rows: StoredEvent[] = await reader
    .sql('product_event_ids as i')
    .join('product_events as e', (on) => on.on('e.occurred_at', 'i.occurred_at').andOn('e.id', 'i.id'))
    .whereRaw('i.id = any(?)', [ids.map(String)])
    .select({
      id: 'e.id',
      supplierId: 'e.supplier_id',
      supplierExternalId: 'e.supplier_external_id',
      name: 'e.name',
      occurredAt: 'e.occurred_at',
      knownAt: 'e.known_at',
      properties: 'e.properties',
    });
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString(), knownAt: row.knownAt.toISOString() }));
}
