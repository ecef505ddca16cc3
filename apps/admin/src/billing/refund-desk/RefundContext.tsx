import { ErrorState, KeyValueList, Money, SkeletonRows } from '../../platform/index.ts';
import { useRefundable } from './refundable.ts';

/** Whose charge it is and what of it is left, above the refund form. */
export function RefundContext({ chargeId }: { readonly chargeId: string }) {
  const { data, error, refetch } = useRefundable(chargeId);
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={4} />;
  const amount = (minor: number) => <Money amountMinor={minor} currency={data.currency} />;
  return (
    <KeyValueList
      items={[
        { label: 'Supplier', value: data.businessName ?? 'Not linked to a supplier' },
        { label: 'Invoice', value: data.invoice?.number ?? 'None' },
        { label: 'Charged', value: amount(data.capturedMinor) },
        { label: 'Refunded so far', value: amount(data.refundedMinor + data.heldMinor) },
        { label: 'Left to refund', value: amount(data.leftMinor) },
      ]}
    />
  );
}
