import type { Migration } from '../platform/migration.ts';

/** Playbooks and their versions, who wanted in, who is in, and what was done for each. */
export const successPlaybooks: Migration = {
  name: '20261123001300_success_playbooks',
  up: (sql) => sql.raw([books, policy, candidates, enrolments, interventions].join('\n')),
};

const books = `
create table playbooks (
  id text primary key, name text not null, description text,
  state text not null default 'draft' check (state in ('draft', 'live', 'paused', 'archived')),
  -- What is edited; what runs is live_version.
  draft jsonb not null, live_version int,
  created_by text not null, created_by_name text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (state not in ('live', 'paused') or live_version is not null)
);
create unique index playbooks_name on playbooks (lower(name)) where state <> 'archived';
call versioned('playbooks');
call audit_table('playbooks');
create table playbook_versions (
  playbook_id text not null references playbooks, number int not null, definition jsonb not null,
  published_by text not null, published_by_name text not null, published_at timestamptz not null default clock_timestamp(),
  primary key (playbook_id, number)
);
call append_only('playbook_versions');
`;

/** One row: what holds for all playbooks together. */
const policy = `
create table playbook_policies (
  id text primary key default 'all' check (id = 'all'), policy jsonb not null, version int not null default 1,
  updated_at timestamptz not null default clock_timestamp()
);
call versioned('playbook_policies');
call audit_table('playbook_policies');
`;

/** A trigger fired: waits for its turn, then enters or is kept out for a reason that stays on record. */
const candidates = `
create table playbook_candidates (
  id bigint generated always as identity primary key,
  playbook_id text not null references playbooks, supplier_id text not null,
  -- What fired, such as "event:812" or "schedule:2026-06-10": it is answered once.
  cause text not null, since timestamptz not null, look_at timestamptz not null, expires_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'entered', 'held_out', 'suppressed')),
  reason text, why text, decided_at timestamptz,
  unique (playbook_id, supplier_id, cause),
  check ((state = 'waiting') = (decided_at is null)), check ((state = 'suppressed') = (reason is not null))
);
create index playbook_candidates_waiting on playbook_candidates (look_at) where state = 'waiting';
create index playbook_candidates_supplier on playbook_candidates (supplier_id) where state = 'waiting';
create index playbook_candidates_decided on playbook_candidates (playbook_id, decided_at desc) where decided_at is not null;
call scope_by_supplier('playbook_candidates');
`;

/** The arm never changes: it is drawn once and repeated when the supplier enters again. */
const enrolments = `
create table playbook_enrolments (
  id text primary key, playbook_id text not null references playbooks, version_number int not null, supplier_id text not null,
  arm text not null check (arm in ('treated', 'held_out')), stratum text not null, place int not null,
  state text not null default 'running'
    check (state in ('running', 'finished', 'goal_met', 'goal_missed', 'exited', 'cancelled')),
  cause text not null, entered_at timestamptz not null,
  -- Where it stands; null: past the last step, waiting for its goal to be judged.
  step text, step_since timestamptz not null, due_at timestamptz,
  goal_due_at timestamptz not null, goal_met_at timestamptz, ended_at timestamptz, end_reason text,
  foreign key (playbook_id, version_number) references playbook_versions,
  check ((state = 'running') = (ended_at is null)), check (due_at is null or state = 'running')
);
create unique index playbook_enrolments_once on playbook_enrolments (playbook_id, supplier_id) where state = 'running';
create index playbook_enrolments_due on playbook_enrolments (due_at) where due_at is not null;
create index playbook_enrolments_playbook on playbook_enrolments (playbook_id, entered_at desc, id);
create index playbook_enrolments_supplier on playbook_enrolments (supplier_id, entered_at desc);
create index playbook_enrolments_stratum on playbook_enrolments (playbook_id, stratum);
call scope_by_supplier('playbook_enrolments');
`;

/** One act of an enrolment, kept also when it was not done. The key on enrolment and step is what makes it happen at most once. */
const interventions = `
create table interventions (
  id text primary key, enrolment_id text not null references playbook_enrolments, step text not null,
  playbook_id text not null, supplier_id text not null,
  kind text not null check (kind in ('email', 'sms', 'in_app', 'task', 'alert')),
  state text not null check (state in
    ('suppressed', 'awaiting_approval', 'scheduled', 'sent', 'delivered', 'bounced', 'failed', 'engaged', 'cancelled')),
  title text not null, reason text, why text,
  -- What was made of it: a message, a task or an alert.
  outcome_id text,
  proposed_at timestamptz not null, sent_at timestamptz, engaged_at timestamptz, decided_by text, decided_by_name text,
  version int not null default 1, updated_at timestamptz not null default clock_timestamp(),
  unique (enrolment_id, step), check ((state = 'suppressed') = (reason is not null))
);
create index interventions_playbook on interventions (playbook_id, proposed_at desc, id);
create index interventions_supplier on interventions (supplier_id, proposed_at desc);
create index interventions_waiting on interventions (proposed_at) where state = 'awaiting_approval';
create index interventions_outcome on interventions (outcome_id) where outcome_id is not null;
call versioned('interventions');
call audit_table('interventions');
call scope_by_supplier('interventions');
`;
