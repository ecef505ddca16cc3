import Box from '@mui/material/Box';
import type { Supplier } from '@wedsync/domain/suppliers';
import { Suspense } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  BandChip,
  ErrorBoundary,
  ErrorState,
  humanize,
  KeyValueList,
  LocalTime,
  Money,
  recordPath,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusChip,
} from '../../platform/index.ts';
import { NotesSection } from '../notes/NotesSection.tsx';
import { ContactsSection } from '../people/ContactsSection.tsx';
import { useSupplierSlots } from '../slots.ts';
import { NextWedding } from '../suppliers/NextWedding.tsx';
import { OwnFlags } from '../suppliers/OwnFlags.tsx';

/** What to know before the call: standing, flags, health, notes, whom to ring. */
export function SupplierSummary({ supplierId }: { readonly supplierId: string }) {
  const { data: supplier, error, isPending, refetch } = useGetOne<Supplier>('suppliers', { id: supplierId });
  if (isPending) return <SkeletonRows rows={10} />;
  if (supplier === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Box
      component="section"
      aria-label={`Summary of ${supplier.businessName}`}
      sx={{ display: 'grid', gap: 5, minWidth: 0 }}
    >
      <Section
        title={<Link to={recordPath('suppliers', supplier.id)}>{supplier.businessName}</Link>}
        actions={<OwnFlags supplier={supplier} />}
      >
        <KeyValueList items={factsOf(supplier)} />
      </Section>
      <HealthPanels supplier={supplier} />
      <NotesSection supplierId={supplier.id} />
      <ContactsSection supplierId={supplier.id} />
    </Box>
  );
}

function factsOf(supplier: Supplier) {
  return [
    { label: 'Standing', value: <StatusChip status={supplier.lifecycle} /> },
    { label: 'Plan', value: supplier.planCode === null ? 'None' : humanize(supplier.planCode) },
    { label: 'MRR', value: <Money amountMinor={supplier.mrrMinor} currency="GBP" /> },
    { label: 'Health', value: <BandChip band={supplier.healthBand} score={supplier.healthScore} /> },
    { label: 'Last seen', value: <RelativeTime at={supplier.lastSeenAt} missing="Never" /> },
    { label: 'Next wedding', value: <NextWedding date={supplier.nextWeddingOn} /> },
    { label: 'Their time', value: <LocalTime timeZone={supplier.timeZone} /> },
  ];
}

/** The reasons behind the health score, as the page of the supplier shows them. */
function HealthPanels({ supplier }: { readonly supplier: Supplier }) {
  const { supplierPanels } = useSupplierSlots();
  return supplierPanels
    .filter(({ id }) => id === 'health')
    .map(({ id, element: Element }) => (
      <ErrorBoundary key={id} resetKey={supplier.id}>
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <Element supplier={supplier} />
        </Suspense>
      </ErrorBoundary>
    ));
}
