import type { Supplier } from '@wedsync/domain/suppliers';
import { Suspense } from 'react';
import { ErrorBoundary, RecordPage, SkeletonRows, TabBar, type TabDefinition } from '../../platform/index.ts';
import { type CollectedSlots, useSupplierSlots } from '../slots.ts';
import { SupplierTimeline } from '../timeline/SupplierTimeline.tsx';
import { SupplierHeader } from './SupplierHeader.tsx';
import { SupplierOverview } from './SupplierOverview.tsx';
import { SupplierSettings } from './SupplierSettings.tsx';

/** One supplier on one page: /suppliers/:id/show?tab=… */
export default function SupplierShow() {
  const slots = useSupplierSlots();
  return (
    <RecordPage<Supplier>>
      {(supplier) => (
        <>
          <SupplierHeader supplier={supplier} slots={slots} />
          <TabBar label="Parts of the supplier" tabs={tabsOf(supplier, slots)} />
        </>
      )}
    </RecordPage>
  );
}

const ownTabs = { overview: 0, timeline: 900, settings: 1000 } as const;

function tabsOf(supplier: Supplier, slots: CollectedSlots): readonly TabDefinition[] {
  const own = [
    {
      order: ownTabs.overview,
      id: 'overview',
      label: 'Overview',
      element: <SupplierOverview supplier={supplier} slots={slots} />,
    },
    {
      order: ownTabs.timeline,
      id: 'timeline',
      label: 'Timeline',
      element: <SupplierTimeline supplierId={supplier.id} kinds={slots.timelineKinds} perPage={50} />,
    },
    { order: ownTabs.settings, id: 'settings', label: 'Settings', element: <SupplierSettings supplier={supplier} /> },
  ];
  const added = slots.supplierTabs.map(({ id, label, order, element: Element }) => ({
    order,
    id,
    label,
    element: (
      <ErrorBoundary resetKey={supplier.id}>
        <Suspense fallback={<SkeletonRows rows={8} />}>
          <Element supplier={supplier} />
        </Suspense>
      </ErrorBoundary>
    ),
  }));
  return [...own, ...added].toSorted((a, b) => a.order - b.order);
}
