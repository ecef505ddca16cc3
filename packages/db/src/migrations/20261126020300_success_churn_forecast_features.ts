import type { Migration } from '../platform/migration.ts';

/** What a forecast was made from, as predictions say it; null for forecasts made before it was kept. */
export const successChurnForecastFeatures: Migration = {
  name: '20261126020300_success_churn_forecast_features',
  up: (sql) => sql.raw('alter table churn_forecasts add column features_hash text'),
};
