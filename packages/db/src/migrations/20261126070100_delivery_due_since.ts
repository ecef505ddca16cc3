import type { Migration } from '../platform/migration.ts';

/** Since when a message is to leave: its next attempt moves ahead with every failure, and while its destination rests, so that one says nothing of how long it waits. */
export const deliveryDueSince: Migration = {
  name: '20261126070100_delivery_due_since',
  up: (sql) =>
    sql.raw(`
alter table messages add column due_since timestamptz;
update messages set due_since = next_attempt_at where state in ('scheduled', 'failed');
create function message_due_since() returns trigger language plpgsql as $$
begin
  new.due_since := new.next_attempt_at; return new;
end $$;
create trigger due_since before insert or update of next_attempt_at, state on messages
  for each row when (new.state = 'scheduled') execute function message_due_since();
`),
};
