import type { Invoice, ManualPayment } from '@wedsync/domain/billing';
import { ActionButton, type Column, formatDate, humanize, RecordSection, usePermission } from '../../platform/index.ts';
import { amountColumn, createdColumn, statusColumn } from '../money-columns.tsx';

type OfInvoice = { readonly invoice: Invoice };

/** Money that came without any provider, or will not come: both need a second person. */
export function ByHandButtons({ invoice }: OfInvoice) {
  const shared = {
    resource: 'invoices',
    id: invoice.id,
    variant: 'outlined',
    currency: invoice.currency,
    initial: { amountMinor: invoice.amountRemainingMinor },
  } as const;
  return (
    <>
      <ActionButton {...shared} verb="record-bank-transfer" />
      <ActionButton {...shared} verb="write-off" />
    </>
  );
}

const columns: readonly Column<ManualPayment>[] = [
  { id: 'kind', label: 'What', always: true, phone: true, render: ({ kind }) => humanize(kind) },
  amountColumn('amount', 'Amount', ({ amountMinor }) => amountMinor, { phone: true }),
  statusColumn(),
  { id: 'received', label: 'On', render: ({ receivedOn }) => formatDate(receivedOn) },
  { id: 'reference', label: 'Reference', render: ({ reference }) => reference ?? '' },
  { id: 'by', label: 'Booked by', render: ({ requestedByName }) => requestedByName },
  createdColumn('Booked'),
  { id: 'because', label: 'Gave way', render: ({ reversedBecause }) => humanize(reversedBecause ?? '') },
  {
    id: 'reverse',
    label: '',
    render: ({ id, status }) =>
      status === 'recorded' && <ActionButton resource="manual-payments" id={id} verb="reverse" variant="text" />,
  },
];

/** What was booked by hand about an invoice; shown to whoever may read it. */
export function ByHand({ invoice }: OfInvoice) {
  const mayRead = usePermission('manual-payments:list');
  if (!mayRead) return null;
  return (
    <RecordSection<ManualPayment>
      title="Booked by hand"
      resource="manual-payments"
      columns={columns}
      filter={{ invoiceId: invoice.id }}
      rowPath={null}
      empty={{ title: 'Nothing', text: 'Bank transfers and write-offs of this invoice appear here.' }}
    />
  );
}
