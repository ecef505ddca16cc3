import type { Migration } from '../platform/migration.ts';

/** Messages to contacts by any channel: for which purpose, asked for by what, what became of them there, and templates that staff write. */
export const deliveryChannels: Migration = {
  name: '20261123001210_delivery_channels',
  up: (sql) => sql.raw(`${messages}${reports}${templates}`),
};

const messages = `
alter table messages
  add column contact_id text, add column purpose text check (purpose in ('service', 'success', 'marketing')),
  add column source text, add column source_id text, add column link jsonb, add column template_version int,
  add column segments smallint, add column expires_at timestamptz, add column delivered_at timestamptz, add column engaged_at timestamptz;
comment on column messages.purpose is 'Why a supplier''s contact is written to; null for messages to staff';
comment on column messages.source is 'What asked for it, such as a playbook; with source_id at most one message';
alter table messages drop constraint messages_state_check, add constraint messages_state_check check (state in
  ('proposed', 'suppressed', 'scheduled', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'dead', 'cancelled', 'engaged'));
create index messages_in_app on messages (supplier_id, sent_at) where channel = 'in_app' and state in ('sent', 'delivered');
create index messages_provider on messages (provider_id) where provider_id is not null;
create index messages_source on messages (source, source_id) where source is not null;
`;

const reports = `
create table message_reports (
  id bigint generated always as identity primary key, message_id text not null references messages on delete cascade, supplier_id text,
  kind text not null check (kind in ('delivered', 'bounced', 'soft_bounced', 'failed', 'complained', 'replied', 'seen', 'clicked', 'dismissed')),
  provider text not null, event_id text not null, detail text,
  at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
  unique (provider, event_id)
);
create index message_reports_message on message_reports (message_id, id);
revoke update, delete, truncate on message_reports from wedsync_app;
call scope_by_supplier('message_reports');
`;

const templates = `
create table message_templates (
  id text primary key, name text not null unique, channel text not null check (channel in ('email', 'sms', 'in_app')),
  purpose text not null check (purpose in ('service', 'success', 'marketing')),
  subject text not null default '', body text not null, description text,
  state text not null default 'draft' check (state in ('draft', 'published', 'archived')), published_version int,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
call versioned('message_templates');
call audit_table('message_templates');
create table message_template_versions (
  template_id text not null references message_templates, number int not null,
  channel text not null, purpose text not null, subject text not null, body text not null,
  published_by text not null, published_at timestamptz not null default clock_timestamp(),
  primary key (template_id, number)
);
call append_only('message_template_versions');
`;
