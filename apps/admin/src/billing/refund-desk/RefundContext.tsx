import { Banner, ErrorState, KeyValueList, Money, SkeletonRows } from '../../platform/index.ts';
import { type Refundable, useRefundable } from './refundable.ts';

/** Whose charge it is, whether the bank contests it, and what of it is left: above the refund form. */
export function RefundContext({ chargeId }: { readonly chargeId: string }) {
  const { data, error, refetch } = useRefundable(chargeId);
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={5} />;
  const { businessName, invoice, disputed, inquiry } = data;
  return (
    <>
      {disputed && (
        <Banner tone="critical">The bank decides about this payment now. Only a free month can be given.</Banner>
      )}
      {inquiry && <Banner tone="caution">The bank is asking about this payment.</Banner>}
      <KeyValueList
        items={[
          { label: 'Supplier', value: businessName ?? 'Not linked to a supplier' },
          { label: 'Invoice', value: invoice?.number ?? 'None' },
          ...moneyOf(data),
        ]}
      />
    </>
  );
}

/** What is nothing is not listed, except what was charged and what is left. */
function moneyOf(data: Refundable) {
  const rows: readonly (readonly [label: string, minor: number, always?: boolean])[] = [
    ['Charged', data.capturedMinor, true],
    ['Refunded so far', data.refundedMinor],
    ['Given as credit', data.creditedMinor],
    ['On its way', data.heldMinor],
    ['Waiting for approval', data.waitingMinor],
    ['Left to refund', data.leftMinor, true],
  ];
  return rows
    .filter(([, minor, always]) => always === true || minor > 0)
    .map(([label, minor]) => ({ label, value: <Money amountMinor={minor} currency={data.currency} /> }));
}
