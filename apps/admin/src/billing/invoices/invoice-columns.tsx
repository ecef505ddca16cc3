import type { Invoice } from '@wedsync/domain/billing';
import type { Column } from '../../platform/index.ts';
import { amountColumn, createdColumn, providerColumn, statusColumn, supplierColumn } from '../money-columns.tsx';

export const invoiceColumns: readonly Column<Invoice>[] = [
  supplierColumn(),
  { id: 'number', label: 'Number', sortBy: 'number', always: true, render: ({ number, id }) => number ?? id },
  amountColumn('total', 'Total', ({ totalMinor }) => totalMinor, { sortBy: 'totalMinor', phone: true }),
  statusColumn(),
  amountColumn('left', 'Still to pay', ({ amountRemainingMinor }) => amountRemainingMinor || null),
  amountColumn('tax', 'Tax', ({ taxMinor }) => taxMinor, { hidden: true }),
  amountColumn('discount', 'Discount', ({ discountMinor }) => discountMinor || null, { hidden: true }),
  { id: 'attempts', label: 'Attempts', align: 'right', render: ({ attemptCount }) => attemptCount },
  providerColumn(),
  createdColumn(),
];
