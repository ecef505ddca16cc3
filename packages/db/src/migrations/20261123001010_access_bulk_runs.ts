import type { Migration } from '../platform/migration.ts';

/** What the runner keeps while it works; it neither raises the version nor fills the audit trail. */
const kept = 'locked_until';

/** One action on all that matches: who asked, and where each record stands. As visible as other requests; each record as its supplier is. */
export const accessBulkRuns: Migration = {
  name: '20261123001010_access_bulk_runs',
  up: (sql) =>
    sql.raw(`
create table bulk_runs (
  id text primary key, action text not null, title text not null, resource text not null,
  input jsonb not null, filter jsonb not null, reason text, request_hash text not null, idempotency_key text not null,
  state text not null default 'checking' check (state in ('checking', 'ready', 'running', 'done', 'cancelled', 'failed')),
  sends_mail boolean not null, total int not null, error text, locked_until timestamptz,
  requested_by text not null, requested_by_name text not null, requested_at timestamptz not null,
  checked_at timestamptz, started_at timestamptz, finished_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (requested_by, idempotency_key)
);
create index bulk_runs_by_time on bulk_runs (requested_at desc, id desc);
create index bulk_runs_at_work on bulk_runs (requested_at) where state in ('checking', 'running');
call versioned('bulk_runs', '${kept}');
call audit_table('bulk_runs', '${kept}');
alter table bulk_runs enable row level security;
create policy everything on bulk_runs to wedsync_unscoped using (true) with check (true);
create policy among_staff on bulk_runs to wedsync_scoped
  using (requested_by = wedsync_actor() ->> 'id' or current_setting('wedsync.scope', true) in ('own', 'region')) with check (true);

create table bulk_run_targets (
  bulk_run_id text not null references bulk_runs, position int not null, target_id text not null, label text not null, supplier_id text,
  state text not null default 'unchecked' check (state in ('unchecked', 'allowed', 'refused', 'succeeded', 'awaiting_approval', 'failed')),
  why text, run_id text, amount_minor bigint, currency text, waits boolean not null default false,
  primary key (bulk_run_id, position), unique (bulk_run_id, target_id)
);
create index bulk_run_targets_left on bulk_run_targets (bulk_run_id, state, position);
alter table bulk_run_targets enable row level security;
create policy everything on bulk_run_targets to wedsync_unscoped using (true) with check (true);
create policy with_supplier on bulk_run_targets to wedsync_scoped
  using (exists (select 1 from bulk_runs b where b.id = bulk_run_id) and (supplier_id is null or exists (select 1 from suppliers s where s.id = supplier_id)))
  with check (true);
`),
};
