import type { FilterValues } from './filter-definition.ts';

/** What a list shows, as its address says it. */
export type ListView = {
  readonly filter?: FilterValues;
  readonly sort?: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  readonly page?: number;
};

/**
 * The address of a list with filters and sort, in react-admin's own parameters, so "every number can be opened".
 * @example listUrl('suppliers', { filter: { band: ['at_risk'] }, sort: { field: 'mrrMinor', order: 'DESC' } })
 */
export function listUrl(resource: string, view: ListView = {}): string {
  const parameters = new URLSearchParams();
  if (view.filter !== undefined) parameters.set('filter', JSON.stringify(view.filter));
  if (view.sort !== undefined) {
    parameters.set('sort', view.sort.field);
    parameters.set('order', view.sort.order);
  }
  if (view.page !== undefined) parameters.set('page', String(view.page));
  const query = parameters.toString();
  return query === '' ? `/${resource}` : `/${resource}?${query}`;
}

/** Reads the view back from a query string; a damaged filter counts as none. */
export function readListView(search: string): ListView {
  const parameters = new URLSearchParams(search);
  const field = parameters.get('sort');
  const page = Number(parameters.get('page'));
  return {
    ...withDefined('filter', readFilter(parameters.get('filter'))),
    ...withDefined('sort', field === null ? undefined : { field, order: readOrder(parameters.get('order')) }),
    ...withDefined('page', page > 0 ? page : undefined),
  };
}

function readOrder(text: string | null): 'ASC' | 'DESC' {
  return text === 'DESC' ? 'DESC' : 'ASC';
}

function readFilter(text: string | null): FilterValues | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withDefined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
