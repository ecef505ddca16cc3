import type { Migration } from '../platform/migration.ts';

/**
 * Every api process forgets the sessions it remembers when one ends or holds something else: the payload is the id of the person, if there is one.
 * That a session is in use (seenAt) is written once a minute and tells nobody.
 */
export const accessSessions: Migration = {
  name: '20261122001200_access_sessions',
  up: (sql) =>
    sql.raw(`
create function announce_session() returns trigger language plpgsql as $$
begin
  perform pg_notify('wedsync_access', coalesce(old.staff_id, '')); return null;
end $$;
create trigger announce_end after delete on sessions for each row execute function announce_session();
create trigger announce_change after update of sess on sessions for each row
  when ((old.sess::jsonb - 'seenAt') is distinct from (new.sess::jsonb - 'seenAt')) execute function announce_session();
`),
};
