import type { Migration } from '../platform/migrate.ts';

export const successHealth: Migration = {
  name: '20261121000800_success_health',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
