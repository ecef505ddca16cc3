import type { Migration } from '../platform/migration.ts';

/** What a model was trained with and on, as it was worded then; null for models trained before it was kept. */
export const successChurnRegistry: Migration = {
  name: '20261126020200_success_churn_registry',
  up: (sql) =>
    sql.raw('alter table churn_models add column runtime jsonb, add column label text, add column features jsonb'),
};
