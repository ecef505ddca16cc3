import type { Refund } from '@wedsync/domain/billing';
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
import { SupplierLink } from '../money-columns.tsx';

/** A refund as the provider knows it: where alerts about refunds lead to. */
export default function RefundShow() {
  return <RecordPage<Refund>>{(refund) => <RefundDetails refund={refund} />}</RecordPage>;
}

function RefundDetails({ refund }: { readonly refund: Refund }) {
  const { id, amountMinor, currency, status, reason, failureReason, chargeId, refundRequestId } = refund;
  const linkTo = (resource: string, to: string | null, none: string) =>
    to === null ? none : <Link to={recordPath(resource, to)}>{to}</Link>;
  return (
    <>
      <PageHeader
        title={`Refund for ${refund.businessName ?? 'an unlinked payment'}`}
        hint={<StatusChip status={status} />}
      />
      {failureReason && <Banner tone="critical">The bank returned the money: {humanize(failureReason)}.</Banner>}
      <Section title="At the provider">
        <KeyValueList
          items={[
            { label: 'Amount', value: <Money amountMinor={amountMinor} currency={currency} /> },
            { label: 'Why', value: humanize(reason ?? '–') },
            { label: 'Made', value: <RelativeTime at={refund.createdAt} /> },
            { label: 'Supplier', value: <SupplierLink {...refund} /> },
            { label: 'Payment', value: linkTo('charges', chargeId, '–') },
            {
              label: 'Asked for',
              value: linkTo('refund-requests', refundRequestId, 'Not here: made at the provider'),
            },
            { label: 'Refund', value: <CopyId id={id} /> },
          ]}
        />
      </Section>
    </>
  );
}
