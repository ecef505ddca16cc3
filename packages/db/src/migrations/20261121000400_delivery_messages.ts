import type { Migration } from '../platform/migration.ts';

/** Messages and their attempts, addresses that must not be written to, alerts and the storms they collapse into. */
export const deliveryMessages: Migration = {
  name: '20261121000400_delivery_messages',
  up: (sql) => sql.raw(`${messages}${alerts}${eventScope}`),
};

const messages = `
create table messages (
  id text primary key, channel text not null check (channel in ('email', 'slack', 'sms', 'in_app')),
  template text not null, recipient text not null, recipient_name text, supplier_id text,
  subject text not null, body text not null, html text, payload jsonb not null default '{}',
  state text not null default 'scheduled'
    check (state in ('proposed', 'suppressed', 'scheduled', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'dead', 'cancelled')),
  reason text, dedup_key text unique,
  attempt int not null default 0, max_attempts int not null default 3,
  next_attempt_at timestamptz default clock_timestamp(), locked_until timestamptz,
  last_outcome text, provider_id text,
  revision int not null default 1, sent_revision int not null default 0,
  requested_by text not null, sent_at timestamptz,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
comment on column messages.revision is 'Rises when a message that was sent must be shown anew (a Slack summary that is kept up to date)';
create index messages_due on messages (next_attempt_at) where state in ('scheduled', 'failed');
create index messages_sending on messages (locked_until) where state = 'sending';
create index messages_supplier on messages (supplier_id, created_at desc);
create index messages_created on messages (created_at desc, id desc);
create index messages_state on messages (state, created_at desc);
call scope_by_supplier('messages');
create policy anyone_adds on messages for insert to wedsync_scoped with check (true);
create function notify_messages() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_messages', ''); return null;
end $$;
create trigger announce after insert on messages for each statement execute function notify_messages();
create table message_attempts (
  id bigint generated always as identity primary key, message_id text not null references messages on delete cascade,
  attempt int not null, outcome text check (outcome in ('sent', 'limited', 'refused', 'failed', 'unknown')),
  error text, provider_id text, duration_ms int, started_at timestamptz not null default clock_timestamp()
);
create index message_attempts_message on message_attempts (message_id, id);
create table message_suppressions (
  channel text not null, address text not null, reason text not null check (reason in ('bounced', 'unsubscribed', 'complained')),
  message_id text, at timestamptz not null default clock_timestamp(),
  primary key (channel, address)
);
`;

const alerts = `
create table alert_storms (
  id bigint generated always as identity primary key, type text not null, count int not null default 0,
  message_id text, opened_at timestamptz not null default clock_timestamp(), last_at timestamptz not null default clock_timestamp()
);
create index alert_storms_type on alert_storms (type, id desc);
create table alerts (
  id text primary key, type text not null, severity text not null check (severity in ('info', 'warning', 'critical')),
  dedup_key text not null, supplier_id text, title text not null, detail text,
  resource text, resource_id text, path text, channel text not null,
  state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
  occurrences int not null default 1, last_event_id bigint, storm_id bigint references alert_storms, message_id text,
  acknowledged_by text, resolved_by text,
  first_at timestamptz not null default clock_timestamp(), last_at timestamptz not null default clock_timestamp(),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
create unique index alerts_open_key on alerts (dedup_key) where state <> 'resolved';
create index alerts_key on alerts (dedup_key, last_event_id);
create index alerts_recent on alerts (last_at desc, id desc);
create index alerts_type on alerts (type, first_at desc);
create index alerts_supplier on alerts (supplier_id, last_at desc);
call versioned('alerts', 'occurrences,last_event_id,last_at,storm_id,message_id');
call audit_table('alerts', 'occurrences,last_event_id,last_at,storm_id,message_id,version,updated_at');
call scope_by_supplier('alerts');
create policy anyone_adds on alerts for insert to wedsync_scoped with check (true);
`;

/** Events are as private as the supplier they concern; anyone whose action makes one true may add it. */
const eventScope = `
alter table success_events enable row level security;
create policy everything on success_events to wedsync_unscoped using (true) with check (true);
create policy with_supplier on success_events for select to wedsync_scoped using (exists (select 1 from suppliers s where s.id = supplier_id));
create policy anyone_adds on success_events for insert to wedsync_scoped with check (true);
`;
