import type { RefundRequest } from '@wedsync/domain/billing';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import { refundColumns } from '../refund-desk/refund-columns.tsx';

/** What staff asked to give back of this charge. */
export function ChargeRefunds({ chargeId }: { readonly chargeId: string }) {
  return (
    <Section title="Refunds">
      <RecordList<RefundRequest>
        resource="refund-requests"
        label="Refunds of this payment"
        columns={refundColumns}
        filter={{ chargeId }}
        sort={{ field: 'createdAt', order: 'DESC' }}
        rowPath={({ id }) => recordPath('refund-requests', id)}
        empty={
          <EmptyState title="Nothing refunded">Refunds of this payment that staff ask for appear here.</EmptyState>
        }
      />
    </Section>
  );
}
