import type { Migration } from '../platform/migration.ts';

/**
 * What failed is as private as the supplier it concerns. Letters about no supplier are open to all who may read letters, except while looking through a
 * supplier's eyes.
 */
export const platformDeadLetterScope: Migration = {
  name: '20261122009300_platform_dead_letter_scope',
  up: (sql) =>
    sql.raw(`
alter table dead_letters enable row level security;
create policy everything on dead_letters to wedsync_unscoped using (true) with check (true);
create policy in_scope on dead_letters to wedsync_scoped using (
  case when supplier_id is null then current_setting('wedsync.scope', true) in ('own', 'region')
       else exists (select 1 from suppliers s where s.id = supplier_id) end);
`),
};
