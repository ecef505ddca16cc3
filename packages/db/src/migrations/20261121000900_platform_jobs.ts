import type { Migration } from '../platform/migrate.ts';

export const platformJobs: Migration = {
  name: '20261121000900_platform_jobs',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
