import type { Invoice } from '@wedsync/domain/billing';
import {
  ActionButton,
  CopyId,
  KeyValueList,
  Money,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { SupplierLink } from '../money-columns.tsx';
import { ProviderLink } from '../ProviderLink.tsx';
import { ByHand, ByHandButtons } from './ByHand.tsx';

export default function InvoiceShow() {
  return <RecordPage<Invoice>>{(invoice) => <InvoiceDetails invoice={invoice} />}</RecordPage>;
}

function InvoiceDetails({ invoice }: { readonly invoice: Invoice }) {
  const money = (minor: number) => <Money amountMinor={minor} currency={invoice.currency} />;
  const when = (at: string | null) => (at === null ? '–' : <RelativeTime at={at} />);
  return (
    <>
      <PageHeader
        title={`Invoice ${invoice.number ?? ''}`}
        hint={<StatusChip status={invoice.status} />}
        actions={
          <>
            <ActionButton resource="invoices" id={invoice.id} verb="resend" variant="outlined" />
            <ByHandButtons invoice={invoice} />
          </>
        }
      />
      <Section title="Money" padded>
        <KeyValueList
          items={[
            { label: 'Subtotal', value: money(invoice.subtotalMinor) },
            { label: 'Discount', value: money(invoice.discountMinor) },
            { label: 'Tax', value: money(invoice.taxMinor) },
            { label: 'Total', value: money(invoice.totalMinor) },
            { label: 'Paid', value: money(invoice.amountPaidMinor) },
            { label: 'Still to pay', value: money(invoice.amountRemainingMinor) },
            { label: 'Attempts', value: String(invoice.attemptCount) },
          ]}
        />
      </Section>
      <ByHand invoice={invoice} />
      <Section title="Life" padded>
        <KeyValueList
          items={[
            { label: 'Supplier', value: <SupplierLink {...invoice} /> },
            { label: 'Created', value: when(invoice.createdAt) },
            { label: 'Finalised', value: when(invoice.finalizedAt) },
            { label: 'Due', value: when(invoice.dueAt) },
            { label: 'Paid', value: when(invoice.paidAt) },
            { label: 'Invoice', value: <CopyId id={invoice.id} /> },
            {
              label: 'Subscription',
              value: invoice.subscriptionId === null ? '–' : <CopyId id={invoice.subscriptionId} />,
            },
            {
              label: 'At the provider',
              value: <ProviderLink provider={invoice.provider} kind="invoices" id={invoice.id} />,
            },
          ]}
        />
      </Section>
    </>
  );
}
