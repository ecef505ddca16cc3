import type { Migration } from '../platform/migration.ts';

/** Whether as many leave as at training, beside how features lie; null for days before it was looked at. */
export const successLabelDrift: Migration = {
  name: '20261126010100_success_label_drift',
  up: (sql) => sql.raw('alter table churn_drift add column label jsonb'),
};
