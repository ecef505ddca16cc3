import type { Message } from '@wedsync/domain/delivery';
import { RecordSection } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { messageColumns } from './message-columns.tsx';

/** What was written to a supplier, and what the team was told about it. */
export default function SupplierMessagesTab({ supplier }: SupplierSlotProps) {
  return (
    <RecordSection<Message>
      title="Messages"
      resource="messages"
      columns={messageColumns}
      filter={{ supplierId: supplier.id }}
      perPage={25}
      keyboard
      empty={{ title: 'Nothing written yet', text: 'Letters to this supplier and alerts about it appear here.' }}
    />
  );
}
