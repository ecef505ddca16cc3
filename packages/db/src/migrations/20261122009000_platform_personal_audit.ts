import type { Migration } from '../platform/migration.ts';

/**
 * The audit trail cannot forget, so it never learns what somebody may ask us to forget: of fields registered as personal it keeps that they were
 * filled in or changed, and not the value. A capability registers the fields of its own tables in the migration that makes them.
 */
export const platformPersonalAudit: Migration = {
  name: '20261122009000_platform_personal_audit',
  up: (sql) => sql.raw(`${personalFields}${chainLock('7201946', '7201947')}`),
};

const personalFields = `
create table personal_fields (resource text not null, field text not null, primary key (resource, field));
comment on table personal_fields is 'Fields of audited resources whose values stay out of the audit trail';
revoke insert, update, delete, truncate on personal_fields from wedsync_app;
insert into personal_fields values ('contacts', 'name'), ('contacts', 'email'), ('contacts', 'phone');

-- What was empty stays empty, so that filling in and clearing can be told from changing.
create function without_personal(facts jsonb, names text[]) returns jsonb language sql immutable as $$
  select case when facts is null then null else facts || coalesce(
    (select jsonb_object_agg(key, '(personal)'::text) from jsonb_each(facts) where key = any(names) and value <> 'null'::jsonb), '{}') end
$$;
create function withhold_personal() returns trigger language plpgsql security definer set search_path = public as $$
declare names text[] := array(select field from personal_fields where resource = new.resource);
begin
  if cardinality(names) > 0 then
    new.before := without_personal(new.before, names);
    new.after := without_personal(new.after, names);
  end if;
  return new;
end $$;
create trigger withhold_personal before insert on audit_entries for each row execute function withhold_personal();
`;

/** Chaining shared its lock with the closing of the books: while entries were booked, none was chained. */
function chainLock(from: string, to: string): string {
  return `
do $$
begin
  execute replace(pg_get_functiondef('chain_audit_entries(int)'::regprocedure), '${from}', '${to}');
end $$;
`;
}
