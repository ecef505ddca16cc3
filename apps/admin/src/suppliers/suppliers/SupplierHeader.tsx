import Box from '@mui/material/Box';
import type { Supplier } from '@wedsync/domain/suppliers';
import { type ReactNode, Suspense } from 'react';
import {
  ActionButton,
  BandChip,
  CopyId,
  ExplainPopover,
  type Explanation,
  formatPercent,
  humanize,
  LocalTime,
  Money,
  PageHeader,
  RelativeTime,
  StatusChip,
  useNow,
} from '../../platform/index.ts';
import { explanations, placeOf, tenureOf } from '../figures.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import type { CollectedSlots } from '../slots.ts';
import { OwnFlags } from './OwnFlags.tsx';

type Props = { readonly supplier: Supplier; readonly slots: CollectedSlots };

/** Who it is, where, what time it is there, what it is worth, whose it is, and what to know before doing anything. */
export function SupplierHeader({ supplier, slots }: Props) {
  const actions = (
    <>
      <ActionButton
        resource="suppliers"
        id={supplier.id}
        verb="assign"
        label="Assign"
        initial={{ ownerId: supplier.ownerId }}
        inputs={{ ownerId: OwnerInput }}
      />
      <ActionButton resource="suppliers" id={supplier.id} verb="view-as" label="View as" />
      {slots.supplierActions.map(({ id, element: Element }) => (
        <Suspense key={id} fallback={null}>
          <Element supplier={supplier} />
        </Suspense>
      ))}
    </>
  );
  return (
    <>
      <PageHeader title={supplier.businessName} hint={<CopyId id={supplier.externalId} />} actions={actions}>
        <span>
          {humanize(supplier.vendorType)} in {placeOf(supplier)}
        </span>
        <LocalTime timeZone={supplier.timeZone} />
        <StatusChip status={supplier.lifecycle} />
        <OwnFlags supplier={supplier} />
        {slots.supplierFlags.map(({ id, element: Element }) => (
          <Suspense key={id} fallback={null}>
            <Element supplier={supplier} />
          </Suspense>
        ))}
      </PageHeader>
      <HeaderFigures supplier={supplier} />
    </>
  );
}

function HeaderFigures({ supplier }: Pick<Props, 'supplier'>) {
  const nowMs = useNow();
  return (
    <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 8, rowGap: 3, margin: 0 }}>
      <Figure label="MRR" explain={explanations.mrr}>
        <Money amountMinor={supplier.mrrMinor} currency="GBP" />
      </Figure>
      <Figure label="Plan">{supplier.planCode === null ? 'None' : humanize(supplier.planCode)}</Figure>
      <Figure label="Health" explain={explanations.health}>
        <BandChip band={supplier.healthBand} score={supplier.healthScore} />
      </Figure>
      <Figure label="Churn risk" explain={explanations.churn}>
        {supplier.churnProbability === null ? 'Not scored' : formatPercent(supplier.churnProbability)}
      </Figure>
      <Figure label="With us" explain={explanations.tenure}>
        {tenureOf(supplier.signedUpAt, nowMs)}
      </Figure>
      <Figure label="Last seen">
        <RelativeTime at={supplier.lastSeenAt} missing="Never" />
      </Figure>
      <Figure label="Owner">{supplier.ownerName ?? 'Nobody'}</Figure>
    </Box>
  );
}

function Figure({
  label,
  explain,
  children,
}: {
  readonly label: string;
  readonly explain?: Explanation;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <Box component="dt" sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'text.secondary', fontSize: 12 }}>
        {label}
        {explain && <ExplainPopover name={label} {...explain} />}
      </Box>
      <Box component="dd" className="tabular" sx={{ margin: 0, fontWeight: 500 }}>
        {children}
      </Box>
    </div>
  );
}
