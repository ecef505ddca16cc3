import type { Migration } from '../platform/migration.ts';

/** Through when a day was compared, which is earlier than when: what happened last may not have reached one of the sides yet. */
export const revenueComparedThrough: Migration = {
  name: '20261125006000_revenue_compared_through',
  up: (sql) => sql.raw('alter table reconciled_days rename column checked_at to compared_through'),
};
