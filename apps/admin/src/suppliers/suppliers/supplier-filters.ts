import { useQuery } from '@tanstack/react-query';
import { healthBands, lifecycles, planCodes, supplierFacetsSchema, vendorTypes } from '@wedsync/domain/suppliers';
import { anyOf, type Choice, type FilterDefinition, getJson } from '../../platform/index.ts';
import { useSegmentChoices } from '../segments/use-segment-choices.ts';
import { useStaffChoices } from '../staff/use-staff-choices.ts';

const facetsFreshMs = 5 * 60_000;

/** Every filter of the supplier list; owners, regions and countries are those there are. */
export function useSupplierFilters(): readonly FilterDefinition[] {
  const staff = useStaffChoices();
  const segments = useSegmentChoices();
  const { data: facets } = useQuery({
    queryKey: ['suppliers', 'facets'],
    queryFn: async ({ signal }) => supplierFacetsSchema.parse(await getJson('/supplier-facets', signal)),
    staleTime: facetsFreshMs,
  });
  const owners = [{ id: 'me', name: 'Me' }, { id: 'none', name: 'Nobody' }, ...staff];
  return [
    anyOf('healthBand', 'Health', healthBands),
    anyOf('planCode', 'Plan', [...planCodes, { id: 'none', name: 'No plan' }]),
    anyOf('vendorType', 'Type', vendorTypes),
    anyOf('lifecycle', 'Standing', lifecycles),
    anyOf('ownerId', 'Owner', owners),
    anyOf('segmentId', 'Segment', segments),
    anyOf('region', 'Region', asTheyAre(facets?.regions)),
    anyOf('country', 'Country', asTheyAre(facets?.countries)),
    { source: 'tag', label: 'Tag', kind: 'text' },
    { source: 'mrrMinor_gte', label: 'MRR from', kind: 'money', currency: 'GBP' },
    { source: 'mrrMinor_lte', label: 'MRR to', kind: 'money', currency: 'GBP' },
    { source: 'healthScore_gte', label: 'Score from', kind: 'number' },
    { source: 'healthScore_lte', label: 'Score to', kind: 'number' },
    { source: 'churnProbability_gte', label: 'Churn risk from (0 to 1)', kind: 'number' },
    { source: 'churnProbability_lte', label: 'Churn risk to (0 to 1)', kind: 'number' },
    { source: 'weddingWithinDays', label: 'Wedding within days', kind: 'number' },
    { source: 'weddingMonth', label: 'Wedding in month (2026-06)', kind: 'text' },
    { source: 'signedUpAt_gte', label: 'Signed up from', kind: 'date' },
    { source: 'signedUpAt_lt', label: 'Signed up before', kind: 'date' },
  ];
}

function asTheyAre(values: readonly string[] = []): readonly Choice[] {
  return values.map((id) => ({ id, name: id }));
}
