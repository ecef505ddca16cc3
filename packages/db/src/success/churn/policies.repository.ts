import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  usualChurnPolicy,
  type ChurnPolicy,
  type ChurnPolicyFilter,
  type ChurnPolicyRow,
} from '@wedsync/domain/success';
import { listPage, type ListSpec, type Reader, type Writer } from '../../platform/index.ts';

/** What contacting costs and brings now. */
export async function churnPolicy(reader: Reader): Promise<ChurnPolicy> {
  return (await newestChurnPolicy(reader)) ?? usualChurnPolicy;
}

export async function newestChurnPolicy(reader: Reader): Promise<ChurnPolicyRow | undefined> {
  const newest: number[] = await reader.sql('churn_policies').orderBy('id', 'desc').limit(1).pluck('id');
  return (await hydrate(reader, newest))[0];
}

/** What was set before stays on record. */
export async function setChurnPolicy({ sql }: Writer, policy: ChurnPolicy): Promise<void> {
  await sql('churn_policies').insert({
    save_rate: policy.saveRate,
    contact_cost_minor: policy.contactCostMinor,
    weekly_capacity: policy.weeklyCapacity,
  });
}

export function listChurnPolicies(reader: Reader, query: ListQuery<ChurnPolicyFilter>): Promise<Page<ChurnPolicyRow>> {
  return listPage(reader, listSpec, query);
}

export async function findChurnPolicy(reader: Reader, id: string): Promise<ChurnPolicyRow | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [id]))[0] : undefined;
}

const listSpec: ListSpec<ChurnPolicyRow, ChurnPolicyFilter> = {
  resource: 'churn-policies',
  keys: (reader) => reader.sql('churn_policies as p'),
  idColumn: 'p.id',
  sorts: { setAt: 'p.id' },
  defaultSort: { field: 'setAt', order: 'DESC' },
  filters: { id: (query, ids) => void query.whereIn('p.id', ids) },
  countCap: null,
  hydrate,
  rowId: (row) => Number(row.id),
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<ChurnPolicyRow[]> {
  const rows: (Omit<ChurnPolicyRow, 'setAt'> & { readonly setAt: Date })[] = await reader
    .sql('churn_policies')
    .whereIn('id', ids)
    .select({
      id: reader.sql.raw('id::text'),
      // As it was typed, not as a binary fraction shows it.
      saveRate: reader.sql.raw('save_rate::numeric::float8'),
      contactCostMinor: 'contact_cost_minor',
      weeklyCapacity: 'weekly_capacity',
      setByName: 'set_by_name',
      setAt: 'set_at',
    });
  return rows.map((row) => ({ ...row, setAt: row.setAt.toISOString() }));
}
