import type { DunningCase } from '@wedsync/domain/billing';
import { useGetList } from 'react-admin';
import { Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { DunningCard } from './DunningCard.tsx';

/** The supplier's open cases; nothing while everything is paid. */
export default function SupplierDunning({ supplier }: SupplierSlotProps) {
  const { data = [] } = useGetList<DunningCase>('dunning-cases', {
    filter: { supplierId: supplier.id, state: ['open'] },
    sort: { field: 'openedAt', order: 'ASC' },
    pagination: { page: 1, perPage: 5 },
  });
  if (data.length === 0) return null;
  return (
    <Section title="Unpaid">
      {data.map((row) => (
        <DunningCard key={row.id} row={row} />
      ))}
    </Section>
  );
}
