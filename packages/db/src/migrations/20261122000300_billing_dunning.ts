import type { Migration } from '../platform/migration.ts';

/** Money that failed to come and what is done about it, what the worker asks providers for on the way, and answers to disputes. */
export const billingDunning: Migration = {
  name: '20261122000300_billing_dunning',
  up: (sql) => sql.raw([cases, steps, requests, answers, lookUps].join('\n')),
};

/** One case an invoice. What follows from the mirror changes without making anybody's action stale. */
const cases = `
create table dunning_cases (
  id text primary key, provider text not null, invoice_id text not null unique, subscription_id text, customer_id text, supplier_id text,
  currency text not null, amount_minor bigint not null,
  state text not null default 'open' check (state in ('open', 'recovered', 'lost', 'voided')),
  decline_class text not null, decline_code text, last_charge_id text, attempt_count int not null default 0, next_attempt_at timestamptz,
  card_brand text, card_last4 text, card_fingerprint text,
  stage text, access text check (access in ('read_only', 'suspended')),
  opened_at timestamptz not null, starts_at timestamptz not null, closed_at timestamptz,
  hold_kind text check (hold_kind in ('pause', 'promise')), held_until timestamptz, hold_reason text, held_by text,
  grace_days int not null default 0,
  next_stage text, next_step_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check ((hold_kind is null) = (held_until is null)), check ((state = 'open') = (closed_at is null))
);
comment on column dunning_cases.amount_minor is 'Left to pay when last heard of; what was at stake, once the case is closed';
comment on column dunning_cases.starts_at is 'The first failure, or when we learned of it if that was long ago: the days of the plan count from here';
create index dunning_cases_due on dunning_cases (next_step_at) where next_step_at is not null;
create index dunning_cases_promised on dunning_cases (held_until) where hold_kind is not null;
create index dunning_cases_supplier on dunning_cases (supplier_id, opened_at desc);
create index dunning_cases_subscription on dunning_cases (subscription_id) where state = 'open';
create index dunning_cases_customer on dunning_cases (customer_id);
create index dunning_cases_state on dunning_cases (state, opened_at desc);
create index dunning_cases_opened on dunning_cases (opened_at desc);
create index dunning_cases_amount on dunning_cases (amount_minor desc);
create index dunning_cases_last_charge on dunning_cases (last_charge_id);
call scope_by_supplier('dunning_cases');
call versioned('dunning_cases', 'attempt_count,next_attempt_at,amount_minor,supplier_id,card_brand,card_last4,card_fingerprint,last_charge_id');
call audit_table('dunning_cases');
`;

const steps = `
create table dunning_steps (
  case_id text not null references dunning_cases on delete cascade, supplier_id text,
  stage text not null check (stage in ('notice', 'reminder', 'restrict', 'suspend', 'cancel', 'win_back')),
  state text not null default 'planned' check (state in ('planned', 'done', 'skipped', 'passed')),
  due_at timestamptz not null, acts_at timestamptz not null,
  guard text check (guard in ('saturday', 'wedding')), guard_date date,
  done_at timestamptz, note text, message_id text,
  primary key (case_id, stage)
);
call scope_by_supplier('dunning_steps');
`;

const requests = `
create table collection_requests (
  id text primary key, action_run_id text unique,
  kind text not null check (kind in ('retry', 'card_link', 'cancel', 'evidence')),
  case_id text references dunning_cases, dispute_id text, supplier_id text, target_id text not null, params jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'sending', 'unknown', 'succeeded', 'failed', 'cancelled')),
  result jsonb, error text, attempts int not null default 0, next_attempt_at timestamptz default clock_timestamp(),
  requested_by text not null, requested_by_name text not null, settled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check ((case_id is null) <> (dispute_id is null))
);
comment on column collection_requests.next_attempt_at is 'When the worker calls the provider next; null when there is nothing left to send';
create unique index collection_requests_one on collection_requests (kind, target_id) where state in ('queued', 'sending', 'unknown');
create index collection_requests_due on collection_requests (next_attempt_at) where next_attempt_at is not null;
create index collection_requests_case on collection_requests (case_id, created_at desc);
create index collection_requests_dispute on collection_requests (dispute_id, created_at desc);
call scope_by_supplier('collection_requests');
call versioned('collection_requests', 'attempts,next_attempt_at');
call audit_table('collection_requests', 'result');
`;

/** Kept as drafts until they are handed in; the mirror says what became of them. */
const answers = `
create table dispute_answers (
  id text primary key, supplier_id text, evidence jsonb not null default '{}',
  submitted_at timestamptz, submitted_by_name text, last_saved_by_name text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
comment on column dispute_answers.id is 'The dispute''s own id';
call scope_by_supplier('dispute_answers');
call versioned('dispute_answers');
call audit_table('dispute_answers');
`;

/** Attempts are counted a card across all customers, because that is how networks count. */
const lookUps = `
create index charges_fingerprint on charges (card_fingerprint, created_at desc) where status = 'failed' and card_fingerprint is not null;
`;
