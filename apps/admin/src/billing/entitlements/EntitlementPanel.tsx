import { useQuery } from '@tanstack/react-query';
import { type EntitlementAnswer, entitlementAnswerSchema } from '@wedsync/domain/billing';
import { useMemo, type ComponentType } from 'react';
import {
  ActionButton,
  type ActionInputProps,
  ErrorState,
  formatDate,
  getJson,
  humanize,
  type KeyValue,
  KeyValueList,
  Section,
  SkeletonRows,
  ToneChip,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { OverrideKeyInput } from './OverrideKeyInput.tsx';

/** What the host application lets this supplier do now, and the way to give more for a time. */
export default function EntitlementPanel({ supplier }: SupplierSlotProps) {
  const inputs = useMemo(
    (): Readonly<Record<string, ComponentType<ActionInputProps>>> => ({ key: OverrideKeyInput }),
    [],
  );
  const { data, error, isPending, refetch } = useQuery({
    // Under the name of the resource that its events name, so that a change refreshes it.
    queryKey: ['entitlements', supplier.id],
    queryFn: async () =>
      entitlementAnswerSchema.parse(await getJson(`/suppliers/${encodeURIComponent(supplier.id)}/entitlement`)),
  });
  return (
    <Section
      title="Entitlement"
      padded
      actions={
        <ActionButton
          resource="suppliers"
          id={supplier.id}
          verb="grant-override"
          label="Give more…"
          variant="text"
          currency={supplier.currency}
          layout="panel"
          inputs={inputs}
        />
      }
    >
      {isPending && <SkeletonRows rows={3} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data && <KeyValueList items={factsOf(data)} />}
    </Section>
  );
}

const tones = { full: 'positive', read_only: 'caution', suspended: 'critical', none: 'neutral' } as const;

function factsOf({ access, because, plan, limits, features, overrides }: EntitlementAnswer): KeyValue[] {
  return [
    { label: 'Access', value: <ToneChip tone={tones[access]}>{humanize(access)}</ToneChip> },
    { label: 'Because', value: because },
    { label: 'Plan', value: plan === null ? 'None' : `${plan.name}, version ${plan.version}` },
    ...Object.entries(limits).map(([key, max]) => ({
      label: humanize(key),
      value: max === null ? 'Unlimited' : max.toLocaleString('en-GB'),
    })),
    { label: 'Features', value: features.map(humanize).join(', ') || 'None' },
    ...overrides.map(({ key, expiresAt }) => ({
      label: 'Beyond the plan',
      value: `${humanize(key)} until ${formatDate(expiresAt)}`,
    })),
  ];
}
