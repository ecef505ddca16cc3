import Box from '@mui/material/Box';
import type { Supplier } from '@wedsync/domain/suppliers';
import { Suspense } from 'react';
import { ErrorBoundary, SkeletonRows } from '../../platform/index.ts';
import { NotesSection } from '../notes/NotesSection.tsx';
import { ContactsSection } from '../people/ContactsSection.tsx';
import { WeddingDatesSection } from '../people/WeddingDatesSection.tsx';
import type { CollectedSlots, SupplierPanel } from '../slots.ts';
import { SupplierSegments } from '../segments/SupplierSegments.tsx';
import { SupplierTasks } from '../tasks/SupplierTasks.tsx';
import { SupplierTimeline } from '../timeline/SupplierTimeline.tsx';
import { TagsSection } from './TagsSection.tsx';

type Props = { readonly supplier: Supplier; readonly slots: CollectedSlots };

/** Everything at a glance: strips, what other capabilities know, work, story; people and notes in the rail. */
export function SupplierOverview({ supplier, slots }: Props) {
  const place = (wanted: SupplierPanel['place']) => slots.supplierPanels.filter((panel) => panel.place === wanted);
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <Panels panels={place('strip')} supplier={supplier} />
      <Box
        sx={{
          display: 'grid',
          gap: 5,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 340px' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
          <Panels panels={place('main')} supplier={supplier} />
          <SupplierTasks supplierId={supplier.id} />
          <SupplierTimeline supplierId={supplier.id} kinds={slots.timelineKinds} perPage={15} />
        </Box>
        <Box component="aside" aria-label="About this supplier" sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
          <NotesSection supplierId={supplier.id} />
          <ContactsSection supplierId={supplier.id} />
          <WeddingDatesSection supplierId={supplier.id} />
          <TagsSection supplier={supplier} />
          <SupplierSegments supplier={supplier} />
          <Panels panels={place('rail')} supplier={supplier} />
        </Box>
      </Box>
    </Box>
  );
}

function Panels({ panels, supplier }: { readonly panels: readonly SupplierPanel[]; readonly supplier: Supplier }) {
  return panels.map(({ id, element: Element }) => (
    <ErrorBoundary key={id} resetKey={supplier.id}>
      <Suspense fallback={<SkeletonRows rows={4} />}>
        <Element supplier={supplier} />
      </Suspense>
    </ErrorBoundary>
  ));
}
