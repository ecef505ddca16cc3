import Box from '@mui/material/Box';
import type { Note, Supplier, Task } from '@wedsync/domain/suppliers';
import { Suspense } from 'react';
import { useGetList, useGetOne } from 'react-admin';
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
import { NextActions } from './NextActions.tsx';

type Props = {
  readonly supplierId: string;
  /** The task of the queue that led here. */
  readonly task: Task | null;
};

/** What to know before the call and what to do now: standing, last contact, alerts, health, risk, money, notes, whom to ring. */
export function SupplierSummary({ supplierId, task }: Props) {
  const { data: supplier, error, isPending, refetch } = useGetOne<Supplier>('suppliers', { id: supplierId });
  if (isPending) return <SkeletonRows rows={10} />;
  if (supplier === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Box
      component="section"
      aria-label={`Summary of ${supplier.businessName}`}
      sx={{ display: 'grid', gap: 4, minWidth: 0 }}
    >
      <Section
        title={<Link to={recordPath('suppliers', supplier.id)}>{supplier.businessName}</Link>}
        actions={<OwnFlags supplier={supplier} />}
      >
        <Facts supplier={supplier} />
      </Section>
      <NextActions key={supplier.id} supplier={supplier} task={task} />
      <Panels supplier={supplier} />
      <NotesSection supplierId={supplier.id} />
      <ContactsSection supplierId={supplier.id} />
    </Box>
  );
}

function Facts({ supplier }: { readonly supplier: Supplier }) {
  return (
    <KeyValueList
      items={[
        { label: 'Standing', value: <StatusChip status={supplier.lifecycle} /> },
        { label: 'Plan', value: supplier.planCode === null ? 'None' : humanize(supplier.planCode) },
        { label: 'MRR', value: <Money amountMinor={supplier.mrrMinor} currency="GBP" /> },
        { label: 'Health', value: <BandChip band={supplier.healthBand} score={supplier.healthScore} /> },
        { label: 'Last contact', value: <LastContact supplierId={supplier.id} /> },
        { label: 'Last seen', value: <RelativeTime at={supplier.lastSeenAt} missing="Never" /> },
        { label: 'Next wedding', value: <NextWedding date={supplier.nextWeddingOn} /> },
        { label: 'Their time', value: <LocalTime timeZone={supplier.timeZone} /> },
      ]}
    />
  );
}

/** The last time a colleague spoke or wrote with them, as far as it was noted. */
function LastContact({ supplierId }: { readonly supplierId: string }) {
  const { data, isPending } = useGetList<Note>('notes', {
    filter: { supplierId, kind: ['call', 'meeting', 'email'] },
    sort: { field: 'createdAt', order: 'DESC' },
    pagination: { page: 1, perPage: 1 },
  });
  const last = data?.[0];
  if (isPending) return null;
  if (last === undefined) return 'None noted';
  return (
    <>
      {humanize(last.kind)} by {last.authorName}, <RelativeTime at={last.createdAt} />
    </>
  );
}

/** What other capabilities know, in the order a call needs it. */
const panelIds = ['alerts', 'health', 'churn', 'money'];

function Panels({ supplier }: { readonly supplier: Supplier }) {
  const { supplierPanels } = useSupplierSlots();
  return panelIds
    .flatMap((wanted) => supplierPanels.filter(({ id }) => id === wanted))
    .map(({ id, element: Element }) => (
      <ErrorBoundary key={id} resetKey={supplier.id}>
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <Element supplier={supplier} />
        </Suspense>
      </ErrorBoundary>
    ));
}
