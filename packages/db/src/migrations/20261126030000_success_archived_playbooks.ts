import type { Migration } from '../platform/migration.ts';

/** When a playbook ended for everybody in it: whose goal was not due by then was cut short, however their own way through it ended. */
export const successArchivedPlaybooks: Migration = {
  name: '20261126030000_success_archived_playbooks',
  up: (sql) => sql.raw([archivedAt, cutShort].join('\n')),
};

/** Nothing of an archived playbook was changed since. */
const archivedAt = `
alter table playbooks add column archived_at timestamptz;
alter table playbooks disable trigger user;
update playbooks set archived_at = updated_at where state = 'archived';
alter table playbooks enable trigger user;
`;

/** Outcomes that are settled are not measured again. */
const cutShort = `
update intervention_outcomes o set cut_short = coalesce(p.archived_at < o.goal_due_at, false)
  from playbooks p where p.id = o.playbook_id and o.cut_short is distinct from coalesce(p.archived_at < o.goal_due_at, false);
`;
