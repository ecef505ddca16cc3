import type { Migration } from '../platform/migration.ts';

/** Which segments of its model a supplier was in when it was scored: together with its values they say why the score was what it was. */
export const successHealthSegments: Migration = {
  name: '20261126000100_success_health_segments',
  up: (sql) =>
    sql.raw(
      'alter table health_scores add column segments text[]; alter table health_score_days add column segments text[]',
    ),
};
