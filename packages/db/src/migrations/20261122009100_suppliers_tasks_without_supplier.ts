import type { Migration } from '../platform/migration.ts';

/** Work can concern money of a customer nobody has linked to a supplier. Its owner sees it, and whoever sees everything. */
export const suppliersTasksWithoutSupplier: Migration = {
  name: '20261122009100_suppliers_tasks_without_supplier',
  up: (sql) =>
    sql.raw(`
alter table tasks alter column supplier_id drop not null;
drop index tasks_one_open;
create unique index tasks_one_open on tasks (supplier_id, type, reason) nulls not distinct where status in ('open', 'snoozed');
create policy own_without_supplier on tasks to wedsync_scoped
  using (supplier_id is null and owner_id = wedsync_actor() ->> 'id') with check (supplier_id is null);
`),
};
