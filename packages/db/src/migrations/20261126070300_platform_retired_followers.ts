import type { Migration } from '../platform/migration.ts';

/** Followers that the release at work does not have (any more): their cursors stay, and are behind for nobody. */
export const platformRetiredFollowers: Migration = {
  name: '20261126070300_platform_retired_followers',
  up: (sql) => sql.raw('alter table consumer_cursors add column retired_at timestamptz'),
};
