import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { WeddingDate, WeddingDateFilter } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, compare } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** Days on which suppliers work at a wedding. */
export function listWeddingDates(reader: Reader, query: ListQuery<WeddingDateFilter>): Promise<Page<WeddingDate>> {
  return listPage(reader, spec, query);
}

export async function findWeddingDate(reader: Reader, id: string): Promise<WeddingDate | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<WeddingDate, WeddingDateFilter> = {
  resource: 'wedding-dates',
  keys: ({ sql }) => sql('wedding_dates as w'),
  idColumn: 'w.id',
  sorts: { id: 'w.id', date: 'w.held_on', createdAt: 'w.created_at' },
  defaultSort: { field: 'date', order: 'ASC' },
  filters: {
    id: anyOf('w.id'),
    supplierId: anyOf('w.supplier_id'),
    date_gte: compare('w.held_on', '>='),
    date_lte: compare('w.held_on', '<='),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<WeddingDate[]> {
  const rows: Stored<WeddingDate, 'createdAt' | 'updatedAt'>[] = await sql('wedding_dates')
    .whereIn('id', [...ids])
    .select('id', 'label', 'source', 'version', {
      supplierId: 'supplier_id',
      date: 'held_on',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    });
  return rows.map((row) => ({ ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }));
}
