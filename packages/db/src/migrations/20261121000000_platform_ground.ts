import type { Migration } from '../platform/migration.ts';

/**
 * Roles, the actor in the transaction, audit by trigger, append-only tables, scope by supplier, the outbox and job runs.
 * Later migrations call `audit_table`, `append_only`, `scope_by_supplier` and `versioned` on the tables they make.
 */
export const platformGround: Migration = {
  name: '20261121000000_platform_ground',
  up: (sql) =>
    sql.raw(`
${roles}
${actorFunctions}
${audit}
${tableHabits}
${outbox}
${jobs}
`),
};

/** Roles belong to the cluster, not the database: another database may have made them, perhaps this very moment. */
const roles = `
do $$
declare role_name text;
begin
  foreach role_name in array array['wedsync_app', 'wedsync_scoped', 'wedsync_unscoped'] loop
    begin
      if not exists (select 1 from pg_roles where rolname = role_name) then execute format('create role %I nologin', role_name); end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  perform pg_advisory_xact_lock(7201945);
  if not pg_has_role('wedsync_scoped', 'wedsync_app', 'usage') then grant wedsync_app to wedsync_scoped; end if;
  if not pg_has_role('wedsync_unscoped', 'wedsync_app', 'usage') then grant wedsync_app to wedsync_unscoped; end if;
  if not pg_has_role(current_user, 'wedsync_scoped', 'member') then execute format('grant wedsync_scoped to %I', current_user); end if;
  if not pg_has_role(current_user, 'wedsync_unscoped', 'member') then execute format('grant wedsync_unscoped to %I', current_user); end if;
end $$;
create extension if not exists pg_trgm;
grant usage on schema public to wedsync_app;
alter default privileges in schema public grant select, insert, update, delete on tables to wedsync_app;
alter default privileges in schema public grant usage, select on sequences to wedsync_app;
`;

const actorFunctions = `
create function wedsync_actor() returns jsonb language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('wedsync.actor', true), ''), '{}')::jsonb $$;
`;

const audit = `
create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null, actor_id text not null, actor_name text not null,
  action text not null, resource text not null, resource_id text not null, supplier_id text,
  before jsonb, after jsonb, reason text, request_id text, job_id text, approval_id text
);
create index audit_entries_resource on audit_entries (resource, resource_id, id desc);
create index audit_entries_actor on audit_entries (actor_id, id desc);
create index audit_entries_supplier on audit_entries (supplier_id, id desc) where supplier_id is not null;
create table audit_chain (
  entry_id bigint primary key references audit_entries,
  previous_hash bytea not null, hash bytea not null, chained_at timestamptz not null default clock_timestamp()
);

-- Keeps only what changed, and never a secret: columns named in the second trigger argument are left out.
create function audit_row() returns trigger language plpgsql security definer set search_path = public as $$
declare
  who jsonb := wedsync_actor();
  hidden text[] := case when tg_nargs > 1 then string_to_array(tg_argv[1], ',') else '{}' end;
  old_row jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - hidden end;
  new_row jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - hidden end;
  subject jsonb := coalesce(new_row, old_row);
  changed_before jsonb; changed_after jsonb;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key) into changed_before, changed_after
      from jsonb_each(old_row) o where o.value is distinct from new_row -> o.key and o.key not in ('version', 'updated_at');
    if changed_before is null then return null; end if;
  else
    changed_before := old_row; changed_after := new_row;
  end if;
  insert into audit_entries (actor_kind, actor_id, actor_name, action, resource, resource_id, supplier_id, before, after, reason, request_id, job_id, approval_id)
  values (coalesce(who ->> 'kind', 'system'), coalesce(who ->> 'id', 'unknown'), coalesce(who ->> 'name', 'unknown'),
    case tg_op when 'INSERT' then 'create' when 'UPDATE' then 'update' else 'delete' end,
    tg_argv[0], subject ->> 'id', case when tg_argv[0] = 'suppliers' then subject ->> 'id' else subject ->> 'supplier_id' end,
    changed_before, changed_after, who ->> 'reason', who ->> 'requestId', who ->> 'jobId', who ->> 'approvalId');
  return null;
end $$;

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;
`;

const tableHabits = `
-- Every insert, update and delete of the table writes an audit entry; secret columns (comma list) stay out of it.
create procedure audit_table(name text, secret_columns text default '') language plpgsql as $$
begin
  execute format('create trigger audit after insert or update or delete on %I for each row execute function audit_row(%L, %L)', name, replace(name, '_', '-'), secret_columns);
end $$;

-- Rows may be added and never touched again, by trigger (also TRUNCATE, which row triggers miss) and by privilege.
create procedure append_only(name text) language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %I for each row execute function forbid_change()', name);
  execute format('create trigger append_only_truncate before truncate on %I for each statement execute function forbid_change()', name);
  execute format('revoke update, delete, truncate on %I from wedsync_app', name);
end $$;

-- Rows are visible with their supplier; rows of no supplier only to actors that see all.
create procedure scope_by_supplier(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('create policy everything on %I to wedsync_unscoped using (true) with check (true)', name);
  execute format('create policy with_supplier on %I to wedsync_scoped using (exists (select 1 from suppliers s where s.id = supplier_id)) with check (exists (select 1 from suppliers s where s.id = supplier_id))', name);
end $$;

create function advance_version() returns trigger language plpgsql as $$
declare derived text[] := case when tg_nargs > 0 then string_to_array(tg_argv[0], ',') else '{}' end;
begin
  if to_jsonb(new) - derived is distinct from to_jsonb(old) - derived then
    new.version := old.version + 1; new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;

-- Optimistic locking: needs columns version and updated_at. Derived columns (comma list) change without making anybody's edit stale.
create procedure versioned(name text, derived_columns text default '') language plpgsql as $$
begin
  execute format('create trigger versioned before update on %I for each row execute function advance_version(%L)', name, derived_columns);
end $$;

call append_only('audit_entries');
call append_only('audit_chain');
`;

/**
 * A transaction has its id before it draws an event id, so a missing event id always belongs to a transaction that readers can see is still open;
 * they wait for it instead of skipping a slow one (see outbox-head.ts).
 */
const outbox = `
create table success_events (
  id bigint generated always as identity primary key,
  type text not null, supplier_id text, resource text not null, resource_id text not null,
  summary text not null, payload jsonb not null default '{}',
  occurred_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp()
);
create index success_events_supplier on success_events (supplier_id, id desc);
create index success_events_recorded on success_events (recorded_at);
call append_only('success_events');
create table consumer_cursors (
  consumer text primary key, last_id bigint not null default 0, failures int not null default 0,
  last_error text, retry_at timestamptz, updated_at timestamptz not null default clock_timestamp()
);
create function notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_outbox', ''); return null;
end $$;
create function take_transaction_id() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id(); return null;
end $$;
create trigger take_transaction_id before insert on success_events for each statement execute function take_transaction_id();
create trigger announce after insert on success_events for each statement execute function notify_outbox();
`;

const jobs = `
create table job_runs (
  id bigint generated always as identity primary key,
  name text not null, job_key text unique, input jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'dead', 'cancelled')),
  attempt int not null default 0, run_at timestamptz not null default clock_timestamp(), planned_at timestamptz,
  fence bigint not null default 0, locked_by text, heartbeat_at timestamptz, locked_until timestamptz,
  progress jsonb, result jsonb, error text, error_kind text,
  requested_by text, request_id text,
  created_at timestamptz not null default clock_timestamp(), started_at timestamptz, finished_at timestamptz
);
create index job_runs_due on job_runs (name, run_at, id) where state in ('queued', 'failed');
create index job_runs_running on job_runs (locked_until) where state = 'running';
create index job_runs_recent on job_runs (name, id desc);
create index job_runs_finished on job_runs (finished_at) where state in ('succeeded', 'dead', 'cancelled');
create index job_runs_open_planned on job_runs (name) where planned_at is not null and state in ('queued', 'running', 'failed');
create function notify_job_run() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_job_runs', new.id::text); return null;
end $$;
create trigger announce_insert after insert on job_runs for each row execute function notify_job_run();
create trigger announce_update after update of state, progress on job_runs for each row
  when (old.state is distinct from new.state or old.progress is distinct from new.progress) execute function notify_job_run();
create table recompute_marks (
  kind text not null, supplier_id text not null, generation bigint not null default 1,
  marked_at timestamptz not null default clock_timestamp(), taken_until timestamptz,
  primary key (kind, supplier_id)
);
create index recompute_marks_due on recompute_marks (kind, marked_at);
`;
