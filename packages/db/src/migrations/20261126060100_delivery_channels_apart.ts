import type { Migration } from '../platform/migration.ts';

/** Each channel's messages are due by themselves and wake nobody else; whoever writes back by text is found by their number. */
export const deliveryChannelsApart: Migration = {
  name: '20261126060100_delivery_channels_apart',
  up: (sql) =>
    sql.raw(`
drop index messages_due;
create index messages_due on messages (channel, next_attempt_at) where state in ('scheduled', 'failed');
create index messages_texted on messages (recipient, created_at desc) where channel = 'sms' and purpose is not null;
drop trigger announce on messages;
create or replace function notify_messages() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_messages_' || channel, '') from (select distinct channel from added) each; return null;
end $$;
create trigger announce after insert on messages referencing new table as added for each statement execute function notify_messages();
`),
};
