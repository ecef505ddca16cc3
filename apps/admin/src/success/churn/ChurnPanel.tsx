import type { ChurnPredictionRow, ChurnReason } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import {
  ActionButton,
  AsOf,
  EmptyState,
  ErrorState,
  formatMoney,
  formatPercent,
  KeyValueList,
  Section,
  SkeletonRows,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { OutdatedChampions } from './OutdatedChampions.tsx';

/** How likely this supplier leaves, and what that is associated with. */
export default function ChurnPanel({ supplier }: SupplierSlotProps) {
  const { data, error, isPending, refetch } = useGetList<ChurnPredictionRow>('churn-predictions', {
    filter: { supplierId: supplier.id },
    pagination: { page: 1, perPage: 3 },
    sort: { field: 'probability', order: 'DESC' },
  });
  const main = data?.find(({ horizonDays }) => horizonDays === 90) ?? data?.[0];
  return (
    <Section
      title="Risk of leaving"
      hint={main && <AsOf at={main.scoredAt} staleAfterMinutes={26 * 60} />}
      actions={main && <ActionButton resource="churn-predictions" id={main.id} verb="dismiss" />}
    >
      {isPending && <SkeletonRows rows={4} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <>
          <OutdatedChampions />
          <EmptyState title="No risk foretold">
            Only suppliers that pay and have not given notice are foretold, and only while a model is champion.
          </EmptyState>
        </>
      )}
      {main && data && <Standing main={main} all={data} />}
    </Section>
  );
}

function Standing({ main, all }: { readonly main: ChurnPredictionRow; readonly all: readonly ChurnPredictionRow[] }) {
  const { expectedSavedMinor, dismissed, modelName, reasons } = main;
  const words = (kind: 'raises' | 'lowers') =>
    reasons
      .filter(({ weight }) => (kind === 'raises' ? weight > 0 : weight < 0))
      .map(wordsOf)
      .join(' · ') || '–';
  return (
    <KeyValueList
      items={[
        ...all
          .toSorted((a, b) => a.horizonDays - b.horizonDays)
          .map(({ horizonDays, probability }) => ({
            label: `Within ${horizonDays} days`,
            value: formatPercent(probability),
          })),
        { label: 'Higher risk is associated with', value: words('raises') },
        { label: 'Lower risk is associated with', value: words('lowers') },
        {
          label: 'Expected saving of a call',
          value: expectedSavedMinor === null ? '–' : formatMoney(expectedSavedMinor, 'GBP'),
        },
        { label: 'Model', value: modelName },
        ...(dismissed === null
          ? []
          : [{ label: 'Dismissed as wrong', value: `${dismissed.byName}: ${dismissed.reason}` }]),
      ]}
    />
  );
}

function wordsOf({ words }: ChurnReason): string {
  return words;
}
