import type { Migration } from '../platform/migration.ts';

/**
 * What was asked and what was done is as private as the supplier it concerns. A person also sees what they did themselves;
 * requests about no supplier are open to all who may read the resource, except while looking through a supplier's eyes.
 */
export const accessScope: Migration = {
  name: '20261121000250_access_scope',
  up: (sql) =>
    sql.raw(
      ['action_runs', 'approvals']
        .map((table) =>
          policies(
            table,
            `requested_by = wedsync_actor() ->> 'id' or case when supplier_id is null
               then current_setting('wedsync.scope', true) in ('own', 'region')
               else exists (select 1 from suppliers s where s.id = supplier_id) end`,
          ),
        )
        .join('') +
        policies(
          'audit_entries',
          `actor_id = wedsync_actor() ->> 'id' or exists (select 1 from suppliers s where s.id = supplier_id)`,
        ),
    ),
};

/** What may be added is decided before it gets here: a request on record must never fail because its writer cannot read it back. */
function policies(table: string, visible: string): string {
  return `
alter table ${table} enable row level security;
create policy everything on ${table} to wedsync_unscoped using (true) with check (true);
create policy in_scope on ${table} to wedsync_scoped using (${visible});
create policy anyone_adds on ${table} for insert to wedsync_scoped with check (true);
`;
}
