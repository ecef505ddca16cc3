import type { RefundRequest } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  Banner,
  CopyId,
  humanize,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';

/** One refund request: what was asked, by whom, who agreed, and where it stands. */
export default function RefundRequestShow() {
  return <RecordPage<RefundRequest>>{(refund) => <RefundRequestDetails refund={refund} />}</RecordPage>;
}

function RefundRequestDetails({ refund }: { readonly refund: RefundRequest }) {
  const amount = <Money amountMinor={refund.amountMinor} currency={refund.currency} />;
  return (
    <>
      <PageHeader title={refund.businessName ?? 'Refund'} hint={<StatusChip status={refund.state} />} />
      {refund.error && <Banner tone={refund.state === 'failed' ? 'critical' : 'caution'}>{refund.error}</Banner>}
      <Section title="Refund">
        <KeyValueList
          items={[
            { label: 'Amount', value: amount },
            { label: 'How', value: humanize(refund.outcome) },
            { label: 'Why', value: humanize(refund.reasonCode) },
            { label: 'Note', value: refund.note ?? '–' },
            { label: 'Asked by', value: refund.requestedByName },
            { label: 'Second person', value: refund.approvedBy ?? 'Not needed' },
            { label: 'Asked', value: <RelativeTime at={refund.createdAt} /> },
            { label: 'Settled', value: refund.settledAt ? <RelativeTime at={refund.settledAt} /> : 'Not yet' },
            { label: 'Attempts', value: String(refund.attempts) },
          ]}
        />
      </Section>
      <Section title="Where it belongs">
        <KeyValueList
          items={[
            { label: 'Charge', value: <Link to={recordPath('charges', refund.chargeId)}>{refund.chargeId}</Link> },
            {
              label: 'Supplier',
              value:
                refund.supplierId === null ? (
                  '–'
                ) : (
                  <Link to={recordPath('suppliers', refund.supplierId)}>
                    {refund.businessName ?? refund.supplierId}
                  </Link>
                ),
            },
            { label: 'Request', value: <CopyId id={refund.id} /> },
            {
              label: 'Provider refund',
              value: refund.providerRefundId === null ? '–' : <CopyId id={refund.providerRefundId} />,
            },
          ]}
        />
      </Section>
    </>
  );
}
