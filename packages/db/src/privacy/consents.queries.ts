import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Consent, ConsentFilter } from '@wedsync/domain/privacy';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** What contacts said, newest first: the whole history. */
export function listConsents(reader: Reader, query: ListQuery<ConsentFilter>): Promise<Page<Consent>> {
  return listPage(reader, spec, query);
}

export async function findConsent(reader: Reader, id: string): Promise<Consent | undefined> {
  return /^\d{1,18}$/.test(id) ? (await hydrate(reader, [id]))[0] : undefined;
}

const spec: ListSpec<Consent, ConsentFilter> = {
  resource: 'consents',
  keys: ({ sql }) => sql('consents as k'),
  idColumn: 'k.id',
  sorts: { saidAt: 'k.said_at', id: 'k.id' },
  defaultSort: { field: 'saidAt', order: 'DESC' },
  filters: {
    id: (query, ids) =>
      query.whereIn(
        'k.id',
        ids.filter((id) => /^\d{1,18}$/.test(id)),
      ),
    supplierId: (query, id) => query.where('k.supplier_id', id),
    contactId: (query, id) => query.where('k.contact_id', id),
    purpose: (query, purposes) => query.whereIn('k.purpose', purposes),
    channel: (query, channels) => query.whereIn('k.channel', channels),
    state: (query, states) => query.whereIn('k.state', states),
    source: (query, sources) => query.whereIn('k.source', sources),
  },
  countCap: 10_000,
  hydrate,
  rowId: (consent) => consent.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Consent[]> {
  return sql('consents as k')
    .leftJoin('suppliers as s', 's.id', 'k.supplier_id')
    .leftJoin('contacts as c', 'c.id', 'k.contact_id')
    .whereIn('k.id', [...ids])
    .select({
      id: 'k.id',
      supplierId: 'k.supplier_id',
      supplierName: 's.business_name',
      contactId: 'k.contact_id',
      contactName: 'c.name',
      purpose: 'k.purpose',
      channel: 'k.channel',
      state: 'k.state',
      basis: 'k.basis',
      source: 'k.source',
      saidBy: 'k.said_by',
      wording: 'k.wording',
      reason: 'k.reason',
      saidAt: isoInstant(sql, 'k.said_at'),
      recordedAt: isoInstant(sql, 'k.recorded_at'),
    });
}
