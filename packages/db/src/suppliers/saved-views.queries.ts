import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { SavedView, SavedViewFilter } from '@wedsync/domain/suppliers';
import type { Knex } from 'knex';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, equals } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** The actor's own views and those others share. */
export function listSavedViews(reader: Reader, query: ListQuery<SavedViewFilter>): Promise<Page<SavedView>> {
  const { mine, ...filter } = query.filter;
  const owner = mine === true ? { ownedBy: reader.actor.id } : {};
  return listPage(reader, spec, { ...query, filter: { ...filter, ...owner } });
}

export async function findSavedView(reader: Reader, id: string): Promise<SavedView | undefined> {
  return (await hydrate(reader, [id]))[0];
}

type OwnedFilter = Omit<SavedViewFilter, 'mine'> & { readonly ownedBy?: string };

const spec: ListSpec<SavedView, OwnedFilter> = {
  resource: 'saved-views',
  keys: visible,
  idColumn: 'v.id',
  sorts: { id: 'v.id', name: 'lower(v.name)', createdAt: 'v.created_at' },
  defaultSort: { field: 'id', order: 'ASC' },
  filters: { id: anyOf('v.id'), resource: equals('v.resource'), ownedBy: equals('v.staff_id') },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

function visible({ sql, actor }: Reader): Knex.QueryBuilder {
  return sql('saved_views as v').where((own) => void own.where('v.staff_id', actor.id).orWhere('v.shared', true));
}

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<SavedView[]> {
  const rows: Stored<SavedView, 'createdAt' | 'updatedAt'>[] = await visible(reader)
    .join('staff as o', 'o.id', 'v.staff_id')
    .whereIn('v.id', [...ids])
    .select('v.id', 'v.resource', 'v.name', 'v.query', 'v.shared', 'v.version', {
      staffId: 'v.staff_id',
      staffName: 'o.name',
      createdAt: 'v.created_at',
      updatedAt: 'v.updated_at',
    });
  return rows.map((row) => ({ ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }));
}
