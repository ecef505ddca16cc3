import type { Invoice } from '@wedsync/domain/billing';
import { RecordListPage } from '../../platform/index.ts';
import { moneyFilters, statusFilter } from '../money-filters.ts';
import { invoiceColumns } from './invoice-columns.tsx';

const filters = [statusFilter('draft', 'open', 'paid', 'uncollectible', 'void'), ...moneyFilters];

export default function InvoiceList() {
  return (
    <RecordListPage<Invoice>
      title="Invoices"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, invoice number or id"
      columns={invoiceColumns}
      empty={{ title: 'No invoices', text: 'Invoices appear here when a subscription starts or renews.' }}
    />
  );
}
