import type { Migration } from '../platform/migration.ts';

/** What contacts agreed to and refused, and addresses that are not written to; addresses are kept as hashes, which outlive their owners' erasure. */
export const privacyConsents: Migration = {
  name: '20261123001200_privacy_consents',
  up: (sql) => sql.raw(`${consents}${suppressions}`),
};

const consents = `
create function address_hash(address text) returns text language sql immutable strict parallel safe
  as $$ select encode(sha256(convert_to(lower(trim(address)), 'UTF8')), 'hex') $$;
-- A telephone number as it is dialled: +447700900123.
create function dialled(phone text) returns text language sql immutable strict parallel safe
  as $$ select regexp_replace(phone, '[^0-9+]', '', 'g') $$;
create index contacts_phone on contacts (dialled(phone)) where phone is not null;
create table consents (
  id bigint generated always as identity primary key,
  supplier_id text not null, contact_id text not null, address_hash text not null,
  purpose text not null check (purpose in ('service', 'success', 'marketing')),
  channel text not null check (channel in ('email', 'sms', 'in_app')),
  state text not null check (state in ('granted', 'withdrawn')),
  basis text not null default 'consent' check (basis in ('consent', 'soft_opt_in')),
  source text not null check (source in ('host', 'staff', 'unsubscribe_page', 'one_click', 'sms_keyword', 'mail_reply', 'complaint')),
  said_by text not null, wording text, reason text, message_id text,
  said_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
  unique (supplier_id, address_hash, purpose, channel, said_at, source, state)
);
comment on column consents.address_hash is 'Of the contact''s e-mail address: a contact that is removed and comes back has not forgotten what it said';
create index consents_supplier on consents (supplier_id, said_at desc, id desc);
create index consents_said on consents (said_at desc, id desc);
call append_only('consents');
call scope_by_supplier('consents');
`;

const suppressions = `
create table contact_suppressions (
  channel text not null, address_hash text not null, reason text not null check (reason in ('bounced', 'complained')),
  message_id text, at timestamptz not null default clock_timestamp(),
  primary key (channel, address_hash)
);
insert into contact_suppressions (channel, address_hash, reason, message_id, at)
  select distinct on (channel, address_hash(address)) channel, address_hash(address), reason, message_id, at from message_suppressions
  where reason <> 'unsubscribed' order by 1, 2, at;
drop table message_suppressions;
`;
