import { useQuery } from '@tanstack/react-query';
import {
  retentionCurveSchema,
  supplierValueSchema,
  unknownReasons,
  type RetentionCurveRow,
} from '@wedsync/domain/revenue';
import { z } from 'zod';
import { getJson, humanize, listUrl } from '../../platform/index.ts';

const curvesSchema = z.array(retentionCurveSchema);

/** The curves that count now, of one billing interval. */
export function useCurves(interval: 'month' | 'year') {
  const filter = encodeURIComponent(JSON.stringify({ current: true, interval }));
  return useQuery({
    queryKey: ['retention-curves', interval],
    queryFn: async ({ signal }) =>
      curvesSchema.parse(
        await getJson(`/retention-curves?filter=${filter}&range=${encodeURIComponent('[0,99]')}`, signal),
      ),
    refetchInterval: 60_000,
  });
}

/** One supplier's value; null while it has not been worked out. */
export function useSupplierValue(supplierId: string) {
  return useQuery({
    queryKey: ['supplier-values', supplierId],
    queryFn: async ({ signal }) => {
      const filter = encodeURIComponent(JSON.stringify({ id: [supplierId] }));
      const found = z.array(z.unknown()).parse(await getJson(`/supplier-values?filter=${filter}`, signal));
      return found.length === 0
        ? null
        : supplierValueSchema.parse(await getJson(`/supplier-values/${supplierId}`, signal));
    },
    refetchInterval: 15_000,
  });
}

/** "Starter · photographer", "Starter", "Everybody". */
export function segmentName({ plan, vendorType }: Pick<RetentionCurveRow, 'plan' | 'vendorType'>): string {
  if (plan === null) return 'Everybody';
  return vendorType === null ? humanize(plan) : `${humanize(plan)} · ${vendorType}`;
}

/** What is said beside a figure whose curve rests on few starts; nothing when it rests on enough. */
export function indicativeWords(curve: Pick<RetentionCurveRow, 'tailStarts' | 'indicative'>): string | null {
  return curve.indicative ? `fitted from ${curve.tailStarts ?? 'few'} starts: indicative` : null;
}

/** The suppliers a curve is about. */
export function suppliersOf({ plan, vendorType, interval }: RetentionCurveRow): string {
  return listUrl('supplier-values', {
    filter: {
      interval: [interval],
      ...(plan === null ? {} : { plan: [plan] }),
      ...(vendorType === null ? {} : { vendorType: [vendorType] }),
    },
  });
}

/** Why there is no figure, in words. */
export function reasonWords(reason: string | null): string {
  return Object.entries(unknownReasons).find(([code]) => code === reason)?.[1] ?? '–';
}
