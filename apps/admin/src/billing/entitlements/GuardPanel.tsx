import type { GuardDeferral } from '@wedsync/domain/suppliers';
import { EmptyState, RecordList, Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { guardColumns } from './guard-columns.tsx';

const columns = guardColumns.filter(({ id }) => id !== 'supplier');
const newest = { field: 'deferredAt', order: 'DESC' as const };

/** What guarded days put off for this supplier, until when, and who let it through. */
export default function GuardPanel({ supplier }: SupplierSlotProps) {
  return (
    <Section title="Put off by the wedding-day guard">
      <RecordList<GuardDeferral>
        resource="guard-deferrals"
        label="Put off by the wedding-day guard"
        columns={columns}
        filter={{ supplierId: supplier.id }}
        sort={newest}
        perPage={5}
        empty={
          <EmptyState title="Nothing was put off">
            On Saturdays and around weddings nothing is cancelled, lowered or suspended; what waits appears here.
          </EmptyState>
        }
      />
    </Section>
  );
}
