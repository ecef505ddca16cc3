import type { RefundRequest } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  Banner,
  CopyId,
  humanize,
  type KeyValue,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
} from '../../platform/index.ts';
import { outcomeOf, RefundState } from './refund-words.tsx';

/** One refund request: what was asked, by whom, who agreed, and where it stands. */
export default function RefundRequestShow() {
  return <RecordPage<RefundRequest>>{(refund) => <RefundRequestDetails refund={refund} />}</RecordPage>;
}

function RefundRequestDetails({ refund }: { readonly refund: RefundRequest }) {
  return (
    <>
      <PageHeader
        title={`Refund for ${refund.businessName ?? 'an unlinked payment'}`}
        hint={<RefundState {...refund} />}
      />
      {refund.error && <Banner tone={refund.state === 'failed' ? 'critical' : 'caution'}>{refund.error}</Banner>}
      <Section title="What was asked">
        <KeyValueList items={askedOf(refund)} />
      </Section>
      <Section title="How far it is">
        <KeyValueList items={progressOf(refund)} />
      </Section>
      <Section title="Where it belongs">
        <KeyValueList items={placeOf(refund)} />
      </Section>
    </>
  );
}

function askedOf(refund: RefundRequest): KeyValue[] {
  return [
    { label: 'Amount', value: <Money amountMinor={refund.amountMinor} currency={refund.currency} /> },
    { label: 'How', value: outcomeOf(refund) },
    { label: 'Why', value: humanize(refund.reasonCode) },
    { label: 'Note', value: refund.note ?? '–' },
    { label: 'Asked by', value: refund.requestedByName },
    { label: 'Approved by', value: refund.approvedByName ?? refund.approvedBy ?? 'Within the limit' },
  ];
}

function progressOf(refund: RefundRequest): KeyValue[] {
  return [
    { label: 'Asked', value: <RelativeTime at={refund.createdAt} /> },
    { label: 'Settled', value: refund.settledAt ? <RelativeTime at={refund.settledAt} /> : 'Not yet' },
    { label: 'Calls to the provider', value: String(refund.attempts) },
    ...(refund.nextAttemptAt === null
      ? []
      : [{ label: 'Next look', value: <RelativeTime at={refund.nextAttemptAt} /> }]),
  ];
}

function placeOf(refund: RefundRequest): KeyValue[] {
  const { chargeId, supplierId, businessName, providerRefundId } = refund;
  return [
    { label: 'Payment', value: <Link to={recordPath('charges', chargeId)}>{chargeId}</Link> },
    {
      label: 'Supplier',
      value:
        supplierId === null ? '–' : <Link to={recordPath('suppliers', supplierId)}>{businessName ?? supplierId}</Link>,
    },
    { label: 'Request', value: <CopyId id={refund.id} /> },
    { label: 'Refund at the provider', value: providerRefundId === null ? '–' : <CopyId id={providerRefundId} /> },
  ];
}
