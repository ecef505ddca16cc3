import type { Migration } from '../platform/migration.ts';

/** Daily digests about one segment: in a channel, or in place of all of somebody's own book. */
export const operationsDigestRules: Migration = {
  name: '20261125004100_operations_digest_rules',
  up: (sql) =>
    sql.raw(`
create table digest_rules (
  id text primary key, name text not null, channel text, staff_id text references staff, segment_id text not null references segments,
  enabled boolean not null default true, version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(channel, staff_id) = 1)
);
create unique index digest_rules_person on digest_rules (staff_id) where staff_id is not null;
create unique index digest_rules_channel on digest_rules (channel, segment_id) where channel is not null;
create index digest_rules_segment on digest_rules (segment_id);
call versioned('digest_rules');
call audit_table('digest_rules');
`),
};
