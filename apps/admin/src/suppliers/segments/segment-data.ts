import { useQuery } from '@tanstack/react-query';
import {
  describeSegmentRule,
  segmentPreviewSchema,
  segmentSizeSchema,
  supplierFacetsSchema,
  type SegmentFieldInfo,
  type SegmentRule,
} from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { type Choice, formatMoney, getJson, postJson } from '../../platform/index.ts';
import { useStaffChoices } from '../staff/use-staff-choices.ts';

const fieldsSchema = z.array(z.custom<SegmentFieldInfo>((value) => typeof value === 'object' && value !== null));
const none: readonly SegmentFieldInfo[] = [];
const freshMs = 5 * 60_000;

/** What rules may ask about, with the values there are where those are not fixed. */
export function useSegmentFields() {
  const staff = useStaffChoices();
  const { data: fields = none } = useQuery({
    queryKey: ['segments', 'fields'],
    queryFn: async ({ signal }) => fieldsSchema.parse(await getJson('/segment-fields', signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: facets } = useQuery({
    queryKey: ['suppliers', 'facets'],
    queryFn: async ({ signal }) => supplierFacetsSchema.parse(await getJson('/supplier-facets', signal)),
    staleTime: freshMs,
  });
  const found = { staff, regions: asTheyAre(facets?.regions), countries: asTheyAre(facets?.countries) };
  const choicesOf = ({ choices, choicesFrom }: SegmentFieldInfo): readonly Choice[] | undefined =>
    choices ?? (choicesFrom === undefined ? undefined : found[choicesFrom]);
  const words = (rule: SegmentRule) =>
    describeSegmentRule(rule, fields, (field, value) =>
      field.type === 'money'
        ? formatMoney(Number(value), 'GBP')
        : choicesOf(field)?.find(({ id }) => id === value)?.name,
    );
  return { fields, choicesOf, words };
}

export type SegmentFields = ReturnType<typeof useSegmentFields>;

/** How many suppliers a rule means among those the reader sees; null asks for nothing. */
export function useSegmentPreview(rule: SegmentRule | null) {
  return useQuery({
    queryKey: ['segments', 'preview', rule],
    queryFn: async () => segmentPreviewSchema.parse(await postJson('/segments/preview', { rule })),
    enabled: rule !== null,
    placeholderData: (previous) => previous,
    retry: false,
  });
}

export function useSegmentSizes(id: string) {
  return useQuery({
    queryKey: ['segments', 'sizes', id],
    queryFn: async ({ signal }) => z.array(segmentSizeSchema).parse(await getJson(`/segments/${id}/sizes`, signal)),
  });
}

function asTheyAre(values: readonly string[] = []): readonly Choice[] {
  return values.map((id) => ({ id, name: id }));
}
