import type { Migration } from '../platform/migration.ts';

/** The scheduler's table, what was planned, what gave up, which destinations are resting, and sealed credentials. */
export const platformJobs: Migration = {
  name: '20261121000900_platform_jobs',
  up: (sql) => sql.raw(`${agenda}${schedules}${deadLetters}${breakers}${credentials}`),
};

/** The table agenda expects, made here so that the app's role needs no right to create tables. */
const agenda = `
create table agenda_jobs (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null, priority integer not null default 0, next_run_at timestamptz,
  type varchar(10) not null default 'normal' check (type in ('normal', 'single')),
  locked_at timestamptz, last_finished_at timestamptz, failed_at timestamptz, fail_count integer, fail_reason text,
  repeat_timezone varchar(100), last_run_at timestamptz, repeat_interval varchar(255), data jsonb default '{}',
  repeat_at varchar(255), disabled boolean default false, progress real, fork boolean default false,
  last_modified_by varchar(255), debounce_started_at timestamptz, start_date timestamptz, end_date timestamptz, skip_days jsonb,
  created_at timestamptz default now(), updated_at timestamptz default now()
);
create index agenda_jobs_find_and_lock_idx on agenda_jobs (name, next_run_at, priority desc, locked_at, disabled) where disabled = false;
create unique index agenda_jobs_single_job_idx on agenda_jobs (name) where type = 'single';
create function update_agenda_jobs_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now(); return new;
end $$;
create trigger agenda_jobs_updated_at_trigger before update on agenda_jobs for each row execute function update_agenda_jobs_updated_at();
`;

const schedules = `
create table job_schedules (
  name text primary key, schedule text not null, last_planned_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
`;

const deadLetters = `
create table dead_letters (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('job', 'consumer-event', 'message', 'provider-event')),
  source text not null, reference text not null, supplier_id text,
  reason text not null, error_kind text, attempts int not null, payload jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'rerun', 'resolved', 'skipped')),
  decided_by text, decided_at timestamptz, decision_reason text,
  created_at timestamptz not null default clock_timestamp()
);
create unique index dead_letters_open on dead_letters (kind, source, reference) where state in ('open', 'rerun');
create index dead_letters_waiting on dead_letters (kind, reference) where state in ('open', 'rerun');
create index dead_letters_recent on dead_letters (state, id desc);
call audit_table('dead_letters', 'payload');
`;

/** failures holds the instants of recent failures; older ones than the window are dropped as new ones come. */
const breakers = `
create table breakers (
  destination text primary key,
  state text not null default 'closed' check (state in ('closed', 'open', 'half_open')),
  failures timestamptz[] not null default '{}', opened_at timestamptz, probe_at timestamptz,
  last_error text, updated_at timestamptz not null default clock_timestamp()
);
`;

const credentials = `
create table connection_credentials (
  connection text not null, field text not null, sealed text not null, key_id text not null, fingerprint text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  primary key (connection, field)
);
call versioned('connection_credentials');
`;
