import { providerName } from '@wedsync/domain/billing';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { type Column, Money, recordPath, RelativeTime, StatusChip } from '../platform/index.ts';

type OfSupplier = RaRecord & {
  readonly supplierId: string | null;
  readonly businessName: string | null;
  readonly customerId: string | null;
};

/** Whose money it is: our supplier, or the provider's customer while nobody has claimed it. */
export function SupplierLink({ supplierId, businessName, customerId }: Omit<OfSupplier, 'id'>) {
  if (supplierId === null) return <span>{customerId ?? '–'}</span>;
  return (
    <Link to={recordPath('suppliers', supplierId)} onClick={(event) => event.stopPropagation()}>
      {businessName ?? supplierId}
    </Link>
  );
}

export function supplierColumn<R extends OfSupplier>(): Column<R> {
  return { id: 'supplier', label: 'Supplier', phone: true, render: (record) => <SupplierLink {...record} /> };
}

/** The columns on a page about one supplier, who need not be named again. */
export function withoutSupplier<R extends RaRecord>(columns: readonly Column<R>[]): readonly Column<R>[] {
  return columns.filter(({ id }) => id !== 'supplier');
}

export function amountColumn<R extends RaRecord & { readonly currency: string }>(
  id: string,
  label: string,
  amount: (record: R) => number | null,
  more: Partial<Column<R>> = {},
): Column<R> {
  return {
    id,
    label,
    align: 'right',
    render: (record) => <Money amountMinor={amount(record)} currency={record.currency} />,
    ...more,
  };
}

export function statusColumn<R extends RaRecord & { readonly status: string }>(): Column<R> {
  return { id: 'status', label: 'Status', phone: true, render: ({ status }) => <StatusChip status={status} /> };
}

/** Through whom the money goes. */
export function providerColumn<R extends RaRecord & { readonly provider: string }>(): Column<R> {
  return { id: 'provider', label: 'Through', render: ({ provider }) => providerName(provider) };
}

export function createdColumn<R extends RaRecord & { readonly createdAt: string }>(label = 'Created'): Column<R> {
  return { id: 'createdAt', label, sortBy: 'createdAt', render: ({ createdAt }) => <RelativeTime at={createdAt} /> };
}
