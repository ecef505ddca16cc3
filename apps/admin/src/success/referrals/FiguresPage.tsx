import type { ReferralFigures } from '@wedsync/domain/success';
import { AsOf, EmptyState, ErrorState, Page, PageHeader, Section, SkeletonRows } from '../../platform/index.ts';
import { CohortK } from './CohortK.tsx';
import { GroupTable } from './GroupTable.tsx';
import { useReferralFigures } from './referral-data.ts';
import { ReferralTabs } from './ReferralTabs.tsx';
import { ReferralTiles } from './ReferralTiles.tsx';
import { SuperConnectors } from './SuperConnectors.tsx';

/** How far suppliers carry the product: K and what it is made of, by cohort, type and region, and who brings most. */
export default function FiguresPage() {
  const { data, error, isPending, refetch } = useReferralFigures();
  return (
    <Page>
      <PageHeader title="Referrals" hint={<AsOf at={data?.measuredAt} staleAfterMinutes={26 * 60} />} />
      <ReferralTabs />
      {isPending && (
        <Section>
          <SkeletonRows rows={8} />
        </Section>
      )}
      {error && <ErrorState error={error} retry={() => void refetch()} title="Figures could not be loaded" />}
      {data && <Figures figures={data} />}
    </Page>
  );
}

function Figures({ figures }: { readonly figures: ReferralFigures }) {
  const { measured, states, superConnectors } = figures;
  if (measured === null)
    return (
      <Section>
        <EmptyState title="Not measured yet">
          Figures appear within minutes of the first start, and are measured again when something has changed.
        </EmptyState>
      </Section>
    );
  return (
    <>
      <ReferralTiles measured={measured} states={states} />
      <CohortK groups={measured.groups} />
      <SuperConnectors connectors={superConnectors} />
      <GroupTable title="By type of vendor" dimension="vendorType" groups={measured.groups} />
      <GroupTable title="By region of the inviter" dimension="region" groups={measured.groups} />
    </>
  );
}
