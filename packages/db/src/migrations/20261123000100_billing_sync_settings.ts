import type { Migration } from '../platform/migration.ts';

/** How each provider is synced by itself, and from whom deliveries that still wait came. */
export const billingSyncSettings: Migration = {
  name: '20261123000100_billing_sync_settings',
  up: (sql) => sql.raw(`${settings}${sources}`),
};

/** A day between syncs; looked back as far as each provider is known to be late. */
const settings = `
create table payment_sync_settings (
  id text primary key check (id in ('stripe', 'paypal')),
  paused boolean not null default false,
  every_minutes int not null check (every_minutes between 15 and 10080),
  lookback_hours int not null check (lookback_hours between 1 and 720),
  validation_level text not null check (validation_level in ('basic', 'standard', 'strict')),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
insert into payment_sync_settings (id, every_minutes, lookback_hours, validation_level)
  values ('stripe', 1440, 72, 'strict'), ('paypal', 1440, 168, 'strict');
call versioned('payment_sync_settings');
call audit_table('payment_sync_settings');
`;

const sources = `
alter table paypal_transmissions add column source_address text not null default 'unknown';
create index paypal_transmissions_source on paypal_transmissions (source_address) where state = 'received';
comment on column paypal_transmissions.source_address is 'Who brought it: an IPv4 address, or the first half of an IPv6 one';
`;
