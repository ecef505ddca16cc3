import type { Migration } from '../platform/migration.ts';

/** Why what was booked by hand gave way without anybody asking. */
export const revenueByHand: Migration = {
  name: '20261125005000_revenue_by_hand',
  up: (sql) => sql.raw('alter table manual_payments add column reversed_because text'),
  down: (sql) => sql.raw('alter table if exists manual_payments drop column if exists reversed_because'),
};
