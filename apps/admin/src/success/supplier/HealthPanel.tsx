import { Link } from 'react-router-dom';
import { EmptyState, ErrorState, recordPath, Section, SkeletonRows, Sparkline } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { useHealthExplanation } from '../success-data.ts';
import { HealthStanding } from './HealthStanding.tsx';

const sparklinePoints = 18;

/** Health at a glance on the supplier's overview: score, why, and the last weeks. */
export default function HealthPanel({ supplier }: SupplierSlotProps) {
  const supplierId = supplier.id;
  const { data, error, isPending, refetch } = useHealthExplanation(supplierId);
  if (isPending)
    return (
      <Section title="Health">
        <SkeletonRows rows={4} />
      </Section>
    );
  if (data === undefined)
    return (
      <Section title="Health">
        <ErrorState error={error} retry={() => void refetch()} title="Health could not be loaded" />
      </Section>
    );
  if (data === null)
    return (
      <Section title="Health">
        <EmptyState title="Not scored yet">A score appears within seconds of the first sign-in or payment.</EmptyState>
      </Section>
    );
  const recent = data.history.slice(-sparklinePoints);
  return (
    <Section
      title="Health"
      hint={
        recent.length > 1 && (
          <Sparkline
            values={recent.map(({ score }) => score)}
            label={`Health over ${recent.length} points, from ${recent[0]?.score ?? 'unknown'} to ${recent.at(-1)?.score ?? 'unknown'}`}
          />
        )
      }
      actions={<Link to={`${recordPath('suppliers', supplierId)}?tab=health`}>Why</Link>}
    >
      <HealthStanding explanation={data} reasons={3} />
    </Section>
  );
}
