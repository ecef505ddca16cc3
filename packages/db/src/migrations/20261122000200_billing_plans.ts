import type { Migration } from '../platform/migration.ts';

/** What plans grant, what a supplier is entitled to now, and what staff ask the provider to do about subscriptions. */
export const billingPlans: Migration = {
  name: '20261122000200_billing_plans',
  up: (sql) => sql.raw([guard, plans, entitlements, overrides, requests, firstCatalogue].join('\n')),
};

/** One row per thing put off and guarded day: what was put off again the next day is told again. */
const guard = `
create table guard_deferrals (
  id text primary key, supplier_id text not null references suppliers,
  kind text not null check (kind in ('cancel', 'downgrade', 'restrict', 'suspend', 'limit', 'message')),
  title text not null, source text not null, source_id text not null,
  guard text not null check (guard in ('saturday', 'wedding')), local_date date not null, wedding_on date,
  deferred_at timestamptz not null, until timestamptz not null,
  overridden_by text, overridden_by_name text, override_reason text, overridden_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (source, source_id, local_date),
  check ((overridden_at is null) = (overridden_by is null)), check ((overridden_at is null) = (override_reason is null))
);
create index guard_deferrals_supplier on guard_deferrals (supplier_id, deferred_at desc);
create index guard_deferrals_deferred on guard_deferrals (deferred_at desc);
create index guard_deferrals_until on guard_deferrals (until);
call scope_by_supplier('guard_deferrals');
call versioned('guard_deferrals');
call audit_table('guard_deferrals');
`;

/** A revision is a new version with limits and features of its own; \`grants\` repeats the current ones for the one read that must be fast. */
const plans = `
create table plans (
  code text primary key, rank int not null unique, current_version int not null default 1, grants jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
create table plan_versions (
  plan_code text not null references plans, number int not null check (number > 0), name text not null, description text not null default '',
  reason text, published_by text not null, published_by_name text not null, approved_by text, action_run_id text,
  published_at timestamptz not null default clock_timestamp(),
  primary key (plan_code, number), check (approved_by is distinct from published_by)
);
create table plan_limits (
  plan_code text not null, number int not null, limit_key text not null, max_value bigint check (max_value >= 0),
  primary key (plan_code, number, limit_key), foreign key (plan_code, number) references plan_versions
);
comment on column plan_limits.max_value is 'Null is unlimited';
create table plan_features (
  plan_code text not null, number int not null, feature_key text not null,
  primary key (plan_code, number, feature_key), foreign key (plan_code, number) references plan_versions
);
call append_only('plan_versions');
call append_only('plan_limits');
call append_only('plan_features');
call versioned('plans', 'grants');
`;

/** One row a supplier, kept in the transaction that changes what it says. */
const entitlements = `
create table entitlements (
  supplier_id text primary key references suppliers, access text not null check (access in ('full', 'read_only', 'suspended', 'none')),
  plan_code text, subscription_id text, because text not null, overrides jsonb not null default '[]',
  settles_at timestamptz, revision bigint not null default 1, changed_at timestamptz not null default clock_timestamp()
);
comment on column entitlements.settles_at is 'When a lowering that a guarded day put off takes effect';
create index entitlements_settling on entitlements (settles_at) where settles_at is not null;
call scope_by_supplier('entitlements');
create table access_restrictions (
  id bigint generated always as identity primary key, subscription_id text not null, supplier_id text not null references suppliers,
  level text not null check (level in ('read_only', 'suspended')), source text not null, because text not null,
  since timestamptz not null default clock_timestamp(), lifted_at timestamptz
);
create unique index access_restrictions_open on access_restrictions (subscription_id, source) where lifted_at is null;
create index access_restrictions_supplier on access_restrictions (supplier_id, since desc);
call scope_by_supplier('access_restrictions');
call audit_table('access_restrictions');
`;

const overrides = `
create table entitlement_overrides (
  id text primary key, supplier_id text not null references suppliers, action_run_id text not null unique,
  kind text not null check (kind in ('plan', 'feature', 'limit')), key text not null, limit_value bigint check (limit_value >= 0),
  state text not null default 'active' check (state in ('active', 'expired', 'revoked')),
  worth_minor bigint not null, currency text not null, reason text not null,
  expires_at timestamptz not null, ends_at timestamptz not null,
  requested_by text not null, requested_by_name text not null, approved_by text,
  ended_at timestamptz, ended_by_name text,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (approved_by is distinct from requested_by)
);
comment on column entitlement_overrides.ends_at is 'When the job takes it back: at its expiry, or after the guarded day on which it expires';
create unique index entitlement_overrides_active on entitlement_overrides (supplier_id, kind, key) where state = 'active';
create index entitlement_overrides_ending on entitlement_overrides (ends_at) where state = 'active';
create index entitlement_overrides_supplier on entitlement_overrides (supplier_id, created_at desc);
create index entitlement_overrides_created on entitlement_overrides (created_at desc);
create index entitlement_overrides_expires on entitlement_overrides (expires_at);
call scope_by_supplier('entitlement_overrides');
call versioned('entitlement_overrides', 'ends_at');
call audit_table('entitlement_overrides');
`;

const requests = `
create table subscription_requests (
  id text primary key, action_run_id text not null unique,
  kind text not null check (kind in ('change_plan', 'cancel_now', 'cancel_at_period_end', 'keep', 'pause', 'resume', 'extend_trial', 'credit', 'coupon', 'resend_invoice', 'win_back')),
  subscription_id text, invoice_id text, customer_id text not null, supplier_id text, provider text not null,
  title text not null, params jsonb not null default '{}', amount_minor bigint, currency text,
  state text not null default 'queued' check (state in ('scheduled', 'queued', 'sending', 'unknown', 'pending', 'succeeded', 'failed', 'cancelled')),
  changes_subscription boolean not null, lowers boolean not null default false,
  guard_overridden_by text,
  provider_reference text, error text,
  attempts int not null default 0, next_attempt_at timestamptz default clock_timestamp(),
  requested_by text not null, requested_by_name text not null, approved_by text,
  settled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (approved_by is distinct from requested_by)
);
comment on column subscription_requests.next_attempt_at is 'When the worker calls the provider next; null when there is nothing left to send';
create unique index subscription_requests_one_at_a_time on subscription_requests (subscription_id)
  where changes_subscription and state in ('scheduled', 'queued', 'sending', 'unknown', 'pending');
create index subscription_requests_due on subscription_requests (next_attempt_at) where next_attempt_at is not null;
create index subscription_requests_subscription on subscription_requests (subscription_id, created_at desc);
create index subscription_requests_supplier on subscription_requests (supplier_id, created_at desc);
create index subscription_requests_state on subscription_requests (state, created_at desc);
create index subscription_requests_created on subscription_requests (created_at desc);
call scope_by_supplier('subscription_requests');
call versioned('subscription_requests', 'attempts,next_attempt_at');
call audit_table('subscription_requests');
`;

/** What is sold on the first day. Everything after is a revision made in the admin by two people. */
const firstCatalogue = `
insert into plans (code, rank) values ('starter', 1), ('professional', 2), ('scale', 3), ('enterprise', 4);
insert into plan_versions (plan_code, number, name, description, reason, published_by, published_by_name) values
  ('starter', 1, 'Starter', 'For one person and a handful of weddings', 'First catalogue', 'system:migration', 'First catalogue'),
  ('professional', 1, 'Professional', 'For a busy studio', 'First catalogue', 'system:migration', 'First catalogue'),
  ('scale', 1, 'Scale', 'For teams with weddings every week', 'First catalogue', 'system:migration', 'First catalogue'),
  ('enterprise', 1, 'Enterprise', 'For venues and groups, without limits', 'First catalogue', 'system:migration', 'First catalogue');
insert into plan_limits (plan_code, number, limit_key, max_value) values
  ('starter', 1, 'team_members', 1), ('starter', 1, 'weddings_a_year', 15), ('starter', 1, 'enquiries_a_month', 50), ('starter', 1, 'storage_gb', 10), ('starter', 1, 'workflows', 0),
  ('professional', 1, 'team_members', 3), ('professional', 1, 'weddings_a_year', 60), ('professional', 1, 'enquiries_a_month', 250), ('professional', 1, 'storage_gb', 100), ('professional', 1, 'workflows', 5),
  ('scale', 1, 'team_members', 10), ('scale', 1, 'weddings_a_year', 250), ('scale', 1, 'enquiries_a_month', 1000), ('scale', 1, 'storage_gb', 500), ('scale', 1, 'workflows', 25),
  ('enterprise', 1, 'team_members', null), ('enterprise', 1, 'weddings_a_year', null), ('enterprise', 1, 'enquiries_a_month', null), ('enterprise', 1, 'storage_gb', 2000), ('enterprise', 1, 'workflows', null);
insert into plan_features (plan_code, number, feature_key)
  select code, 1, feature from plans cross join (values ('calendar', 1), ('enquiry_inbox', 1), ('form_builder', 1), ('mobile_app', 1),
    ('contracts', 2), ('invoicing', 2), ('gallery', 2), ('client_portal', 3), ('workflows', 2), ('reports', 3), ('custom_branding', 3), ('api_access', 4), ('priority_support', 4)) as sold (feature, from_rank)
  where plans.rank >= from_rank;
update plans p set grants = jsonb_build_object(
  'limits', (select jsonb_object_agg(limit_key, max_value) from plan_limits l where l.plan_code = p.code),
  'features', (select jsonb_agg(feature_key order by feature_key) from plan_features f where f.plan_code = p.code));
`;
