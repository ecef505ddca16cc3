import type { Migration } from '../platform/migrate.ts';

export const revenueJournal: Migration = {
  name: '20261121000700_revenue_journal',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
