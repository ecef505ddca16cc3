import type { Migration } from '../platform/migration.ts';

/**
 * Nobody signs in by what an administrator knows: people are let in by a second colleague (`admitted_at`) and choose their password by a link that only
 * they get. Of the link's secret a hash is kept, from the moment its letter leaves. Passwords that an administrator chose end.
 */
export const accessInvitations: Migration = {
  name: '20261125003000_access_invitations',
  up: (sql) =>
    sql.raw(`
alter table staff add column admitted_at timestamptz default clock_timestamp();
comment on column staff.admitted_at is 'When a second colleague agreed to them; null for those who still wait';
update staff set admitted_at = created_at;
update staff set password_hash = null where password_temporary;
alter table staff drop column password_temporary;

create table staff_invitations (
  id text primary key, staff_id text not null references staff, email text not null,
  occasion text not null check (occasion in ('welcome', 'new-password')),
  secret_hash bytea unique, asked_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz
);
create index staff_invitations_open on staff_invitations (staff_id) where used_at is null;
call audit_table('staff_invitations', 'secret_hash');
`),
};
