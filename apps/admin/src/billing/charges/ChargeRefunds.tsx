import type { RefundRequest } from '@wedsync/domain/billing';
import { RecordSection } from '../../platform/index.ts';
import { refundColumns } from '../refund-desk/refund-columns.tsx';

/** What staff asked to give back of this charge. */
export function ChargeRefunds({ chargeId }: { readonly chargeId: string }) {
  return (
    <RecordSection<RefundRequest>
      title="Refunds"
      label="Refunds of this payment"
      resource="refund-requests"
      columns={refundColumns}
      filter={{ chargeId }}
      empty={{ title: 'Nothing refunded', text: 'Refunds of this payment that staff ask for appear here.' }}
    />
  );
}
