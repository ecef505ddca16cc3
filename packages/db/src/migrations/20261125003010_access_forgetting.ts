import type { Migration } from '../platform/migration.ts';

/** Where people write of people, or a whole answer is kept: the audit trail learns that it changed, and not what it says. */
export const accessForgetting: Migration = {
  name: '20261125003010_access_forgetting',
  up: (sql) =>
    sql.raw(`
insert into personal_fields values
  ('alerts', 'detail'), ('approvals', 'preview'), ('bulk-runs', 'filter'), ('bulk-runs', 'input'), ('collection-requests', 'params'),
  ('dispute-answers', 'evidence'), ('refund-requests', 'note'), ('saved-views', 'query'), ('tasks', 'title'), ('tasks', 'detail'), ('tasks', 'reason'),
  ('tasks', 'outcome'), ('wedding-dates', 'label')
on conflict do nothing;
-- Who may list only some resources is shown what was asked about those.
create index approvals_by_resource on approvals (resource, requested_at desc);
-- Who sees only some suppliers is shown the job runs they asked for.
create index job_runs_by_requester on job_runs (requested_by, id desc) where requested_by is not null;
`),
};
