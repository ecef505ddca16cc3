import type { Supplier } from '@wedsync/domain/suppliers';
import { BulkActions, ListCsv, RecordListPage } from '../../platform/index.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import { supplierColumns } from './supplier-columns.tsx';
import { useSupplierFilters } from './supplier-filters.ts';
import { supplierSheet } from './supplier-sheet.ts';
import { SupplierViews } from './views/SupplierViews.tsx';

/** Everyone we serve: saved views as tabs, filters as tokens in the address, keys, bulk hand-over, and the list as filtered as a file. */
export default function SupplierList() {
  const filters = useSupplierFilters();
  return (
    <RecordListPage<Supplier>
      title="Suppliers"
      sort={{ field: 'businessName', order: 'ASC' }}
      filters={filters}
      search="Name, id or e-mail"
      above={<SupplierViews />}
      actions={<ListCsv<Supplier> name="suppliers" columns={supplierSheet} />}
      columns={supplierColumns}
      bulkActions={<BulkActions noun="supplier" inputs={{ ownerId: OwnerInput }} />}
      empty={{
        title: 'No supplier matches',
        text: 'Suppliers appear here as soon as the WedSync application sends them. Take a filter away, or search for less.',
      }}
    />
  );
}
