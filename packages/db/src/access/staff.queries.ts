import type { Staff, StaffFilter } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';

import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** People who work here, as the admin lists them. */
export function listStaff(reader: Reader, query: ListQuery<StaffFilter>): Promise<Page<Staff>> {
  return listPage(reader, spec, query);
}

export async function findStaff(reader: Reader, id: string): Promise<Staff | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Staff, StaffFilter> = {
  resource: 'staff',
  keys: ({ sql }) => sql('staff'),
  idColumn: 'staff.id',
  sorts: {
    id: 'staff.id',
    name: 'lower(staff.name)',
    email: 'lower(staff.email)',
    lastSignInAt: 'staff.last_sign_in_at',
    createdAt: 'staff.created_at',
  },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('staff.id', ids),
    q: (query, text) =>
      void query.whereRaw('(staff.name ilike ? or staff.email ilike ?)', [likePattern(text), likePattern(text)]),
    role: (query, roles) => void query.whereRaw('staff.roles && ?::text[]', [roles]),
    disabled: (query, disabled) =>
      void (disabled ? query.whereNotNull('staff.disabled_at') : query.whereNull('staff.disabled_at')),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

type StaffRow = Omit<Staff, 'disabledAt' | 'admittedAt' | 'lastSignInAt' | 'createdAt' | 'updatedAt'> & {
  readonly disabledAt: Date | null;
  readonly admittedAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Staff[]> {
  const rows: StaffRow[] = await sql('staff')
    .whereIn('id', [...ids])
    .select('id', 'email', 'name', 'roles', 'regions', 'phone', 'version', {
      slackUserId: 'slack_user_id',
      disabledAt: 'disabled_at',
      admittedAt: 'admitted_at',
      lastSignInAt: 'last_sign_in_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    })
    .select(
      sql.raw('totp_enabled_at is not null as "totpEnabled"'),
      sql.raw('password_hash is not null as "hasPassword"'),
    );
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    admittedAt: row.admittedAt?.toISOString() ?? null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}
