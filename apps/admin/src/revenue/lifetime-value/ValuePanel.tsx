import { unknownReasons, type SupplierValueRow } from '@wedsync/domain/revenue';
import {
  AsOf,
  EmptyState,
  ErrorState,
  formatMoney,
  KeyValueList,
  Section,
  SkeletonRows,
  Sparkline,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { indicativeWords, useSupplierValue } from './value-data.ts';

const pounds = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, 'GBP'));

/** What this supplier has brought, is still expected to bring, and what that rests on. */
export default function ValuePanel({ supplier }: SupplierSlotProps) {
  const { data, error, isPending, refetch } = useSupplierValue(supplier.id);
  const history =
    data?.history.flatMap(({ predictedMinor, realisedMinor }) => predictedMinor ?? realisedMinor ?? []) ?? [];
  return (
    <Section
      title="Lifetime value"
      hint={
        history.length > 1 && (
          <Sparkline values={history} label={`Value over ${history.length} days on which it changed`} />
        )
      }
      actions={data && <AsOf at={data.computedAt} />}
    >
      {isPending && <SkeletonRows rows={4} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data === null && (
        <EmptyState title="Not valued yet">A value appears within seconds of the first payment.</EmptyState>
      )}
      {data && <KeyValueList items={itemsOf(data)} />}
    </Section>
  );
}

function itemsOf(value: SupplierValueRow) {
  const { missingRate } = value;
  return [
    {
      label: 'Lifetime value',
      value:
        value.predictedMinor === null
          ? (value.why ?? '–')
          : `${pounds(value.predictedMinor)} (${pounds(value.predictedLowerMinor)} to ${pounds(value.predictedUpperMinor)})`,
    },
    {
      label: 'Realised',
      value: missingRate === null ? pounds(value.realisedMinor) : `${unknownReasons['no-rate']} ${missingRate}`,
    },
    {
      label: 'Made of',
      value: `paid ${pounds(value.paidMinor)}, less tax ${pounds(value.taxMinor)}, refunds ${pounds(value.refundsMinor)}, lost disputes ${pounds(value.lostDisputesMinor)}, fees ${pounds((value.processorFeesMinor ?? 0) + (value.disputeFeesMinor ?? 0))}`,
    },
    { label: 'Still expected', value: pounds(value.residualMinor) },
    { label: 'Based on', value: basis(value) },
  ];
}

function basis({ curve, periods, interval, mrrMinor, methodVersion }: SupplierValueRow): string {
  if (curve === null) return `The ledger alone (${methodVersion})`;
  const level = { segment: 'its plan and kind of vendor', plan: 'its plan', all: 'everybody' }[curve.level];
  const few = indicativeWords(curve);
  const source = [`${curve.n} customers`, ...(few === null ? [] : [few]), methodVersion].join(', ');
  return `${periods} renewals by the ${interval ?? 'month'}, ${pounds(mrrMinor)} a month, retention of ${level} (${source})`;
}
