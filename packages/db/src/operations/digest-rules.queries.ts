import type { DigestRule, DigestRuleFilter } from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, likePattern, listPage, type FindUses, type ListSpec, type Reader } from '../platform/index.ts';

export function listDigestRules(reader: Reader, query: ListQuery<DigestRuleFilter>): Promise<Page<DigestRule>> {
  return listPage(reader, spec, query);
}

export async function findDigestRule(reader: Reader, id: string): Promise<DigestRule | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** Rules in force; a segment that is archived is no longer looked at, so nothing is told of it. */
export async function digestRulesInForce(reader: Reader): Promise<DigestRule[]> {
  return select(reader).where({ 'd.enabled': true, 'g.archived': false }).orderBy('d.id');
}

/** Digests that are about a segment. */
export const digestsOnSegment: FindUses = async ({ sql }, segmentId) => {
  const names: string[] = await sql('digest_rules').where({ segment_id: segmentId }).orderBy('name').pluck('name');
  return names.map((name) => ({ noun: 'daily digest', name, path: '/digest-rules', agreedBy: null }));
};

const spec: ListSpec<DigestRule, DigestRuleFilter> = {
  resource: 'digest-rules',
  keys: ({ sql }) => sql('digest_rules as d'),
  idColumn: 'd.id',
  sorts: { name: 'lower(d.name)', updatedAt: 'd.updated_at', id: 'd.id' },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => query.whereIn('d.id', ids),
    q: (query, text) => query.whereILike('d.name', likePattern(text)),
    enabled: (query, enabled) => query.where('d.enabled', enabled),
    segmentId: (query, segmentId) => query.where('d.segment_id', segmentId),
  },
  countCap: null,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<DigestRule[]> {
  return select(reader).whereIn('d.id', [...ids]);
}

function select({ sql }: Reader) {
  return sql('digest_rules as d')
    .join('segments as g', 'g.id', 'd.segment_id')
    .leftJoin('staff as p', 'p.id', 'd.staff_id')
    .select('d.id', 'd.name', 'd.channel', 'd.enabled', 'd.version', {
      staffId: 'd.staff_id',
      staffName: 'p.name',
      segmentId: 'd.segment_id',
      segmentName: 'g.name',
      updatedAt: isoInstant(sql, 'd.updated_at'),
    });
}
