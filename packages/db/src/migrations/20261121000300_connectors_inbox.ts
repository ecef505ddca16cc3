import type { Migration } from '../platform/migrate.ts';

export const connectorsInbox: Migration = {
  name: '20261121000300_connectors_inbox',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
