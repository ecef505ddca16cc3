import type { Charge } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  Banner,
  CopyId,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
  usePermission,
} from '../../platform/index.ts';
import { SupplierLink } from '../money-columns.tsx';
import { ProviderLink } from '../ProviderLink.tsx';
import { RefundButton } from '../refund-desk/RefundButton.tsx';
import { methodOf, standingOf } from './charge-columns.tsx';
import { ChargeRefunds } from './ChargeRefunds.tsx';

export default function ChargeShow() {
  return <RecordPage<Charge>>{(charge) => <ChargeDetails charge={charge} />}</RecordPage>;
}

function ChargeDetails({ charge }: { readonly charge: Charge }) {
  const money = (minor: number | null) => <Money amountMinor={minor} currency={charge.currency} />;
  return (
    <>
      <PageHeader
        title="Payment"
        hint={<StatusChip status={standingOf(charge)} />}
        actions={<RefundButton chargeId={charge.id} currency={charge.currency} />}
      />
      {charge.failureMessage && <Banner tone="critical">{charge.failureMessage}</Banner>}
      <Section title="Money" padded>
        <KeyValueList
          items={[
            { label: 'Amount', value: money(charge.amountMinor) },
            { label: 'Refunded', value: money(charge.amountRefundedMinor) },
            { label: 'Processor fee', value: charge.feeMinor === null ? 'Not known yet' : money(charge.feeMinor) },
            { label: 'Net', value: charge.netMinor === null ? 'Not known yet' : money(charge.netMinor) },
            {
              label: 'Method',
              value: methodOf(charge),
            },
            { label: 'Paid', value: <RelativeTime at={charge.createdAt} /> },
          ]}
        />
      </Section>
      <ChargeRefunds chargeId={charge.id} />
      <Section title="Where it belongs" padded>
        <KeyValueList
          items={[
            { label: 'Supplier', value: <SupplierLink {...charge} /> },
            {
              label: 'Invoice',
              value:
                charge.invoiceId === null ? (
                  'None'
                ) : (
                  <Link to={recordPath('invoices', charge.invoiceId)}>{charge.invoiceId}</Link>
                ),
            },
            { label: 'Journal', value: <JournalLink sourceId={charge.balanceTransactionId} /> },
            { label: 'Charge', value: <CopyId id={charge.id} /> },
            {
              label: 'At the provider',
              value: (
                <ProviderLink provider={charge.provider} kind="payments" id={charge.paymentIntentId ?? charge.id} />
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

function JournalLink({ sourceId }: { readonly sourceId: string | null }) {
  const mayRead = usePermission('journal-entries:list');
  if (sourceId === null) return 'Not posted yet';
  if (!mayRead) return <CopyId id={sourceId} />;
  return (
    <Link to={`/journal-entries?filter=${encodeURIComponent(JSON.stringify({ sourceId }))}`}>
      Entries of {sourceId}
    </Link>
  );
}
