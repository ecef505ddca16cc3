import type { SupplierBook } from '@wedsync/domain/suppliers';
import type { Reader } from '../platform/index.ts';

/** Everybody who owns suppliers that the reader sees, by name, with what is open of it. Suppliers that left count in no book. */
export async function supplierBooks({ sql }: Reader): Promise<SupplierBook[]> {
  const found: { rows: SupplierBook[] } = await sql.raw(`
select o.id as "ownerId", o.name as "ownerName", b.suppliers, coalesce(t.tasks, 0) as "openTasks"
from (select owner_id, count(*)::int as suppliers from suppliers where owner_id is not null and lifecycle <> 'cancelled' group by 1) b
join staff o on o.id = b.owner_id
left join (select owner_id, count(*)::int as tasks from tasks where status = 'open' and owner_id is not null group by 1) t on t.owner_id = b.owner_id
order by o.name, o.id`);
  return found.rows;
}
