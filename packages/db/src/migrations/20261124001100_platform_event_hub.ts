import type { Migration } from '../platform/migration.ts';

/** Versions of events, what consumers say of themselves, pausing one, replays beside the live cursor, and events that their schema refused. */
export const platformEventHub: Migration = {
  name: '20261124001100_platform_event_hub',
  up: (sql) => sql.raw(`${events}${consumers}${replays}`),
};

const events = `
alter table success_events add column version smallint not null default 1;
create index success_events_type on success_events (type, recorded_at);
alter table dead_letters drop constraint dead_letters_kind_check,
  add constraint dead_letters_kind_check check (kind in ('job', 'consumer-event', 'message', 'provider-event', 'refused-event'));
`;

const consumers = `
alter table consumer_cursors
  add column description text not null default '', add column types text[],
  add column replay text not null default 'repeats' check (replay in ('repeats', 'refuses')), add column replay_words text not null default '',
  add column paused_at timestamptz, add column paused_by text, add column pause_reason text;
comment on column consumer_cursors.types is 'What it follows, as the worker that runs it says; null is everything';
comment on column consumer_cursors.replay_words is 'What it does with events it had before, or why it does not take them again';
`;

/** A replay has a place of its own; the live cursor goes on. One of a consumer at a time. */
const replays = `
create table consumer_replays (
  id text primary key, consumer text not null references consumer_cursors, since timestamptz not null,
  after_id bigint not null, at_id bigint not null, to_id bigint not null,
  state text not null default 'running' check (state in ('running', 'done', 'stopped')),
  events_total int not null, events_applied int not null default 0, failures int not null default 0,
  last_error text, retry_at timestamptz, requested_by text not null, requested_by_name text not null, reason text,
  started_at timestamptz not null default clock_timestamp(), finished_at timestamptz
);
create unique index consumer_replays_running on consumer_replays (consumer) where state = 'running';
create index consumer_replays_recent on consumer_replays (consumer, started_at desc);
`;
