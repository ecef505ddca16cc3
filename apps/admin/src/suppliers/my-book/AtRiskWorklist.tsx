import type { Supplier } from '@wedsync/domain/suppliers';
import { BandChip, type Column, EmptyState, Money, RecordList, RelativeTime, Section } from '../../platform/index.ts';

const columns: readonly Column<Supplier>[] = [
  { id: 'businessName', label: 'Supplier', render: ({ businessName }) => businessName, always: true, phone: true },
  {
    id: 'health',
    label: 'Health',
    render: ({ healthBand, healthScore }) => <BandChip band={healthBand} score={healthScore} />,
    sortBy: 'healthScore',
    phone: true,
  },
  {
    id: 'mrr',
    label: 'MRR',
    align: 'right',
    render: ({ mrrMinor }) => <Money amountMinor={mrrMinor} currency="GBP" />,
    sortBy: 'mrrMinor',
    phone: true,
  },
  { id: 'lastSeen', label: 'Last seen', render: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} missing="Never" /> },
];

type Props = { readonly supplierId: string | null; readonly onSelect: (supplierId: string) => void };

/** One's own suppliers in the two worst bands, most money first. */
export function AtRiskWorklist({ onSelect }: Props) {
  return (
    <Section title="At risk" hint="my suppliers, most MRR first" padded={false}>
      <RecordList<Supplier>
        resource="suppliers"
        label="My suppliers at risk"
        columns={columns}
        filter={{ ownerId: ['me'], healthBand: ['at_risk', 'critical'] }}
        sort={{ field: 'mrrMinor', order: 'DESC' }}
        onOpen={({ id }) => onSelect(id)}
        empty={<EmptyState title="Nobody at risk">Your suppliers whose health falls below 60 appear here.</EmptyState>}
      />
    </Section>
  );
}
