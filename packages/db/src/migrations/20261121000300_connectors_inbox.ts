import type { Migration } from '../platform/migration.ts';

/** The inbox of provider events: stored once at the door, applied by the worker, replayable. */
export const connectorsInbox: Migration = {
  name: '20261121000300_connectors_inbox',
  up: (sql) => sql.raw(`${providerEvents}${refusals}${cursors}`),
};

/** A pending row is due when due_at has passed; claiming moves due_at ahead by the lease, so a killed worker's rows come back by themselves. */
const providerEvents = `
create table provider_events (
  id bigint generated always as identity primary key,
  provider text not null, event_id text not null,
  type text not null, api_version text, account_id text, livemode boolean not null,
  object_type text, object_id text, customer_id text, supplier_id text,
  occurred_at timestamptz not null,
  payload jsonb, payload_bytes bytea,
  state text not null default 'received' check (state in ('received', 'applied', 'ignored', 'refused', 'failed', 'dead')),
  due_at timestamptz not null default clock_timestamp(),
  attempts int not null default 0, error text, error_kind text,
  scrubbed_numbers int not null default 0,
  received_at timestamptz not null default clock_timestamp(), applied_at timestamptz, replayed_at timestamptz,
  unique (provider, event_id),
  check (payload is not null or payload_bytes is not null)
);
create index provider_events_due on provider_events (due_at, id) where state in ('received', 'failed');
create index provider_events_state on provider_events (state, id desc);
create index provider_events_type on provider_events (type, id desc);
create index provider_events_object on provider_events (object_id);
create index provider_events_customer on provider_events (customer_id, id desc) where customer_id is not null;
create index provider_events_supplier on provider_events (supplier_id, id desc) where supplier_id is not null;
create index provider_events_occurred on provider_events (occurred_at);
alter table provider_events alter column payload set storage extended;
call scope_by_supplier('provider_events');
create function notify_inbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_inbox', ''); return null;
end $$;
create trigger announce after insert on provider_events for each statement execute function notify_inbox();
`;

/** Counted per hour, not row by row: whoever floods the door must not flood the database. */
const refusals = `
create table intake_refusals (
  provider text not null, reason text not null, hour timestamptz not null,
  refused bigint not null, last_detail text, last_at timestamptz not null,
  primary key (provider, reason, hour)
);
`;

const cursors = `
create table sync_cursors (
  name text primary key, position jsonb not null, updated_at timestamptz not null default clock_timestamp()
);
`;
