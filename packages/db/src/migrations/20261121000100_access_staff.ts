import type { Migration } from '../platform/migration.ts';

/** Who works here, where they are signed in, which machines have a token, and what anybody asked to be done. */
export const accessStaff: Migration = {
  name: '20261121000100_access_staff',
  up: (sql) => sql.raw(`${staff}${signIn}${serviceTokens}${actions}${auditReading}`),
};

const staff = `
create table staff (
  id text primary key, email text not null, name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  regions text[] not null default '{}',
  password_hash text, password_temporary boolean not null default false,
  totp_secret text, totp_enabled_at timestamptz, totp_last_step bigint not null default 0,
  disabled_at timestamptz, last_sign_in_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
comment on column staff.totp_secret is 'Sealed by the api; totp_enabled_at is null until the first code proved it';
create unique index staff_email on staff (lower(email));
create index staff_name on staff (lower(name), id);
call versioned('staff', 'totp_last_step,last_sign_in_at');
call audit_table('staff', 'password_hash,totp_secret,totp_last_step,last_sign_in_at');

create table staff_recovery_codes (
  staff_id text not null references staff on delete cascade,
  code_hash bytea not null, used_at timestamptz,
  primary key (staff_id, code_hash)
);

-- Every api process forgets what it knew of a person or token when this fires; the payload is the id.
create function announce_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_access', coalesce(new.id, old.id)); return null;
end $$;
create trigger announce after update or delete on staff for each row execute function announce_access();
`;

const signIn = `
create table sessions (
  sid text primary key, sess json not null, expire timestamptz not null,
  staff_id text generated always as (sess ->> 'staffId') stored
);
create index sessions_staff on sessions (staff_id) where staff_id is not null;
create index sessions_expire on sessions (expire);

-- Laid out as rate-limiter-flexible expects it.
create table sign_in_limits (key varchar(255) primary key, points integer not null default 0, expire bigint);

create table view_as_visits (
  id text primary key, staff_id text not null references staff, supplier_id text not null, business_name text not null, reason text not null,
  started_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz
);
create index view_as_visits_open on view_as_visits (staff_id, expires_at) where ended_at is null;
call audit_table('view_as_visits');
`;

const serviceTokens = `
create table service_tokens (
  id text primary key, name text not null unique, scopes text[] not null check (cardinality(scopes) > 0),
  expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz, created_by text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
call versioned('service_tokens', 'last_used_at');
call audit_table('service_tokens', 'last_used_at');
create trigger announce after update of scopes, expires_at, revoked_at or delete on service_tokens for each row execute function announce_access();

-- SHA-256 of 256 random bits: nothing to guess, so no slow hash is needed. Rotation leaves the old one alive for a while.
create table service_token_secrets (
  hash bytea primary key, token_id text not null references service_tokens on delete cascade,
  hint text not null, created_at timestamptz not null default clock_timestamp(), expires_at timestamptz
);
create index service_token_secrets_token on service_token_secrets (token_id);
`;

const actions = `
create table action_runs (
  id text primary key, action text not null, resource text not null, verb text not null, target_id text not null, supplier_id text,
  state text not null check (state in ('requested', 'awaiting_approval', 'approved', 'running', 'succeeded', 'failed', 'rejected', 'expired')),
  requested_by text not null, requested_by_name text not null,
  input jsonb not null, input_hash text not null, reason text, idempotency_key text not null,
  fingerprint text not null, amount_minor bigint, currency text, approval_id text,
  result jsonb, error text,
  version int not null default 1,
  requested_at timestamptz not null, finished_at timestamptz,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (requested_by, idempotency_key),
  check ((amount_minor is null) = (currency is null))
);
create index action_runs_by_actor on action_runs (requested_by, action, requested_at desc);
create index action_runs_by_supplier on action_runs (supplier_id, action, requested_at desc) where supplier_id is not null;
create index action_runs_by_target on action_runs (resource, target_id, requested_at desc);
create index action_runs_by_time on action_runs (requested_at desc, id desc);
create index action_runs_unfinished on action_runs (requested_at) where state in ('requested', 'awaiting_approval', 'approved', 'running');
call versioned('action_runs');

create table approvals (
  id text primary key, run_id text not null unique references action_runs, supplier_id text,
  action text not null, title text not null, resource text not null, target_id text not null,
  state text not null check (state in ('awaiting_approval', 'approved', 'rejected', 'expired', 'withdrawn')),
  permission text not null, why text not null, amount_minor bigint, currency text, preview jsonb not null,
  requested_by text not null, requested_by_name text not null, reason text, requested_at timestamptz not null, expires_at timestamptz not null,
  decided_by text, decided_by_name text, decided_at timestamptz, decision_reason text,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  constraint approver_is_not_requester check (decided_by <> requested_by),
  constraint decisions_have_a_decider check (state not in ('approved', 'rejected') or (decided_by is not null and decided_at is not null))
);
alter table action_runs add foreign key (approval_id) references approvals;
create index approvals_waiting on approvals (expires_at) where state = 'awaiting_approval';
create index approvals_by_state on approvals (state, requested_at desc);
create index approvals_by_requester on approvals (requested_by, requested_at desc);
create index approvals_by_time on approvals (requested_at desc, id desc);
create index approvals_by_supplier on approvals (supplier_id, requested_at desc) where supplier_id is not null;
call versioned('approvals');
call audit_table('approvals');
`;

const auditReading = `
create index audit_entries_action on audit_entries (action, id desc);
create index audit_entries_at on audit_entries (at desc, id desc);
create index audit_entries_request on audit_entries (request_id);
create index audit_entries_target on audit_entries (resource_id, id desc);
-- The order of chaining is not the order of ids: a slow transaction commits an older id after younger ones were chained.
alter table audit_chain add column position bigint generated always as identity unique;
-- What the hash covers: every column, in a form that does not depend on anybody's time zone.
create function audit_canonical(e audit_entries) returns bytea language sql stable as $$
  select convert_to(jsonb_build_array(e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_kind, e.actor_id, e.actor_name,
    e.action, e.resource, e.resource_id, e.supplier_id, e.before, e.after, e.reason, e.request_id, e.job_id, e.approval_id)::text, 'UTF8')
$$;
-- Chains up to batch entries that committed since; only one caller at a time, the others do nothing. Returns how many.
-- 15 minutes: no transaction lives longer, so none can commit an entry older than that.
create function chain_audit_entries(batch int) returns int language plpgsql as $$
declare entry audit_entries; last_hash bytea; since timestamptz; link bytea; done int := 0;
begin
  if not pg_try_advisory_xact_lock(7201946) then return 0; end if;
  select c.hash, e.at - interval '15 minutes' into last_hash, since
    from audit_chain c join audit_entries e on e.id = c.entry_id order by c.position desc limit 1;
  last_hash := coalesce(last_hash, sha256(''::bytea));
  for entry in
    select e.* from audit_entries e
    where e.at >= coalesce(since, '-infinity') and not exists (select 1 from audit_chain c where c.entry_id = e.id)
    order by e.id limit batch
  loop
    link := sha256(last_hash || audit_canonical(entry));
    insert into audit_chain (entry_id, previous_hash, hash) values (entry.id, last_hash, link);
    last_hash := link; done := done + 1;
  end loop;
  return done;
end $$;
create table audit_verifications (
  id bigint generated always as identity primary key,
  at timestamptz not null, checked_entries bigint not null, through_entry_id bigint not null,
  through_position bigint not null, head_hash bytea, broken_entry_id bigint, problem text
);
call append_only('audit_verifications');
`;
