import type { Migration } from '../platform/migration.ts';
import { firstMilestones } from './first-milestones.ts';

/** The steps suppliers should take, who took them when, how cohorts came to them, and who is late. */
export const successMilestones: Migration = {
  name: '20261123001700_success_milestones',
  up: async (sql) => {
    await sql.raw([milestones, reached, cohorts, late].join('\n'));
    await sql('milestones').insert(firstMilestones);
  },
};

const milestones = `
create table milestones (
  id text primary key, key text not null unique, title text not null, description text,
  -- Empty: suppliers of every type.
  vendor_types text[] not null default '{}', rule jsonb not null,
  target_days int not null check (target_days > 0), position int not null, celebration jsonb, active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
call versioned('milestones');
call audit_table('milestones');
`;

/** The key is what makes it happen once; the instant may move back when an earlier event arrives late. */
const reached = `
create table supplier_milestones (
  supplier_id text not null, milestone_id text not null references milestones,
  reached_at timestamptz not null, found_at timestamptz not null, message_id text,
  primary key (supplier_id, milestone_id)
);
create index supplier_milestones_found on supplier_milestones (found_at);
call scope_by_supplier('supplier_milestones');
`;

/** Figures without names, so everybody may read them. The cohort is a half-year, or 'all'. */
const cohorts = `
create table milestone_cohorts (
  id text primary key, milestone_id text not null references milestones, vendor_type text not null, cohort text not null,
  suppliers int not null, reached int not null, median_days int, p75_days int, curve jsonb not null, measured_at timestamptz not null,
  unique (milestone_id, vendor_type, cohort)
);
`;

/** A row stays when the milestone is reached after all: nobody is told of the same lateness twice. */
const late = `
create table late_milestones (
  id text not null generated always as (supplier_id || ':' || milestone_id) stored unique,
  supplier_id text not null, milestone_id text not null references milestones,
  because text not null check (because in ('target', 'cohort')),
  late_since timestamptz not null, noticed_at timestamptz not null, task_id text,
  primary key (supplier_id, milestone_id)
);
create index late_milestones_since on late_milestones (late_since);
call scope_by_supplier('late_milestones');
`;
