import type { DeadLetter, DeadLetterFilter } from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { isRowId } from './job-runs.queries.ts';

export async function listDeadLetters(reader: Reader, query: ListQuery<DeadLetterFilter>): Promise<Page<DeadLetter>> {
  return listPage(reader, spec, query);
}

export async function findDeadLetter(reader: Reader, id: string): Promise<DeadLetter | undefined> {
  const [letter] = isRowId(id) ? await hydrate(reader, [id]) : [];
  return letter;
}

const spec: ListSpec<DeadLetter, DeadLetterFilter> = {
  resource: 'dead-letters',
  keys: ({ sql }) => sql('dead_letters'),
  idColumn: 'dead_letters.id',
  sorts: { id: 'dead_letters.id', createdAt: 'dead_letters.created_at', source: 'dead_letters.source' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    q: (query, text) =>
      query.where((either) => {
        const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
        void either
          .whereILike('dead_letters.reason', like)
          .orWhereILike('dead_letters.source', like)
          .orWhere('dead_letters.reference', text);
      }),
    id: (query, ids) => query.whereIn('dead_letters.id', ids.filter(isRowId)),
    kind: (query, kinds) => query.whereIn('dead_letters.kind', kinds),
    source: (query, sources) => query.whereIn('dead_letters.source', sources),
    state: (query, states) => query.whereIn('dead_letters.state', states),
  },
  countCap: 10_000,
  hydrate: (reader, ids) => hydrate(reader, ids),
  rowId: (letter) => Number(letter.id),
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<DeadLetter[]> {
  return sql('dead_letters')
    .whereIn('id', [...ids])
    .select({
      id: sql.raw('id::text'),
      kind: 'kind',
      source: 'source',
      reference: 'reference',
      supplierId: 'supplier_id',
      reason: 'reason',
      errorKind: 'error_kind',
      attempts: 'attempts',
      payload: 'payload',
      correction: 'correction',
      correctedBy: 'corrected_by',
      correctedAt: isoInstant(sql, 'corrected_at'),
      state: 'state',
      decidedBy: 'decided_by',
      decidedAt: isoInstant(sql, 'decided_at'),
      decisionReason: 'decision_reason',
      createdAt: isoInstant(sql, 'created_at'),
    });
}
