import type { Message } from '@wedsync/domain/delivery';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { messageColumns } from './message-columns.tsx';

/** What was written to a supplier, and what the team was told about it. */
export default function SupplierMessagesTab({ supplier }: SupplierSlotProps) {
  return (
    <Section title="Messages" padded={false}>
      <RecordList<Message>
        resource="messages"
        label="Messages"
        columns={messageColumns}
        filter={{ supplierId: supplier.id }}
        sort={{ field: 'createdAt', order: 'DESC' }}
        perPage={25}
        rowPath={({ id }) => recordPath('messages', id)}
        keyboard
        empty={
          <EmptyState title="Nothing written yet">Letters to this supplier and alerts about it appear here.</EmptyState>
        }
      />
    </Section>
  );
}
