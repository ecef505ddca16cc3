import type { Invoice } from '@wedsync/domain/billing';
import { DataTable, EmptyState, ListPage, recordPath } from '../../platform/index.ts';
import { moneyFilters, statusFilter } from '../money-filters.ts';
import { invoiceColumns } from './invoice-columns.tsx';

const filters = [statusFilter('draft', 'open', 'paid', 'uncollectible', 'void'), ...moneyFilters];

export default function InvoiceList() {
  return (
    <ListPage
      title="Invoices"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, invoice number or id"
    >
      <DataTable<Invoice>
        label="Invoices"
        columns={invoiceColumns}
        rowPath={({ id }) => recordPath('invoices', id)}
        empty={<EmptyState title="No invoices">Invoices appear here when a subscription starts or renews.</EmptyState>}
      />
    </ListPage>
  );
}
