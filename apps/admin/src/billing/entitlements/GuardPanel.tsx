import type { GuardDeferral } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { RecordList, Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { withoutSupplier } from '../money-columns.tsx';
import { guardColumns } from './guard-columns.tsx';

const newest = { field: 'deferredAt', order: 'DESC' as const };

/** What guarded days put off for this supplier, until when, and who let it through; absent while nothing ever was. */
export default function GuardPanel({ supplier }: SupplierSlotProps) {
  const filter = { supplierId: supplier.id };
  const { total = 0 } = useGetList<GuardDeferral>('guard-deferrals', {
    filter,
    sort: newest,
    pagination: { page: 1, perPage: 1 },
  });
  if (total === 0) return null;
  return (
    <Section title="Put off by the wedding-day guard">
      <RecordList<GuardDeferral>
        resource="guard-deferrals"
        label="Put off by the wedding-day guard"
        columns={withoutSupplier(guardColumns)}
        filter={filter}
        sort={newest}
        perPage={5}
        empty={null}
      />
    </Section>
  );
}
