import type { Migration } from '../platform/migrate.ts';

export const billingMirror: Migration = {
  name: '20261121000500_billing_mirror',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
