import type { ServiceToken, ServiceTokenFilter } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

export function listServiceTokens(reader: Reader, query: ListQuery<ServiceTokenFilter>): Promise<Page<ServiceToken>> {
  return listPage(reader, spec, query);
}

export async function findServiceToken(reader: Reader, id: string): Promise<ServiceToken | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const stateSql = `case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'active' end`;

const spec: ListSpec<ServiceToken, ServiceTokenFilter> = {
  resource: 'service-tokens',
  keys: ({ sql }) => sql('service_tokens'),
  idColumn: 'service_tokens.id',
  sorts: {
    id: 'id',
    name: 'name',
    expiresAt: 'expires_at',
    lastUsedAt: 'last_used_at',
    createdAt: 'created_at',
  },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('id', ids),
    q: (query, text) => void query.whereILike('name', likePattern(text)),
    state: (query, states) => void query.whereRaw(`(${stateSql}) = any (?::text[])`, [states]),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

type TokenRow = Omit<ServiceToken, 'expiresAt' | 'revokedAt' | 'lastUsedAt' | 'createdAt' | 'updatedAt'> & {
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<ServiceToken[]> {
  const rows: TokenRow[] = await sql('service_tokens')
    .whereIn('id', [...ids])
    .select('id', 'name', 'scopes', 'version', {
      expiresAt: 'expires_at',
      revokedAt: 'revoked_at',
      lastUsedAt: 'last_used_at',
      createdBy: 'created_by',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    })
    .select(
      sql.raw(`${stateSql} as state`),
      sql.raw(
        `array(select hint from service_token_secrets s where s.token_id = service_tokens.id
           and (s.expires_at is null or s.expires_at > now()) order by s.created_at) as hints`,
      ),
    );
  return rows.map((row) => ({
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}
