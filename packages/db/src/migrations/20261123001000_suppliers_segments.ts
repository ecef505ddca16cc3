import type { Migration } from '../platform/migration.ts';

/** What a refresh keeps of a segment; it neither raises the version nor fills the audit trail. */
const refreshed = 'size,refreshed_at,refreshed_rule,trouble';

/** Suppliers that a rule means: the rule under a name, who is in and was in, and how many over time. */
export const suppliersSegments: Migration = {
  name: '20261123001000_suppliers_segments',
  up: (sql) =>
    sql.raw(`
create table segments (
  id text primary key, name text not null, description text, rule jsonb not null, archived boolean not null default false,
  size int not null default 0, refreshed_at timestamptz, refreshed_rule jsonb, trouble text,
  created_by text not null, created_by_name text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
create unique index segments_name on segments (lower(name));
call versioned('segments', '${refreshed}');
call audit_table('segments', '${refreshed}');

create table segment_memberships (
  id bigint generated always as identity primary key,
  segment_id text not null references segments on delete cascade, supplier_id text not null references suppliers,
  entered_at timestamptz not null, left_at timestamptz, check (left_at >= entered_at)
);
create unique index segment_memberships_now on segment_memberships (segment_id, supplier_id) where left_at is null;
create index segment_memberships_entered on segment_memberships (segment_id, entered_at desc, id desc);
create index segment_memberships_left on segment_memberships (segment_id, left_at desc, id desc) where left_at is not null;
create index segment_memberships_supplier on segment_memberships (supplier_id, entered_at desc);
call scope_by_supplier('segment_memberships');

create table segment_sizes (
  segment_id text not null references segments on delete cascade, at timestamptz not null,
  size int not null, entered int not null, "left" int not null, primary key (segment_id, at)
);
-- Counts of the whole house: whoever writes a rule about one supplier would read there whether it holds.
alter table segment_sizes enable row level security;
create policy everything on segment_sizes to wedsync_unscoped using (true) with check (true);
`),
};
