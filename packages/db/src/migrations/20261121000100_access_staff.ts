import type { Migration } from '../platform/migrate.ts';

/** Who works here, and where they are signed in. */
export const accessStaff: Migration = {
  name: '20261121000100_access_staff',
  up: (sql) =>
    sql.raw(`
create table staff (
  id text primary key, email text not null, name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  regions text[] not null default '{}',
  password_hash text, totp_secret text, totp_enabled_at timestamptz,
  disabled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
create unique index staff_email on staff (lower(email));
call versioned('staff');
call audit_table('staff', 'password_hash,totp_secret');
`),
  down: (sql) => sql.raw('drop table if exists staff cascade'),
};
