import type { Migration } from '../platform/migrate.ts';

export const billingRefunds: Migration = {
  name: '20261121000600_billing_refunds',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
