import { useQuery } from '@tanstack/react-query';
import { healthBands, lifecycles, planCodes, supplierFacetsSchema, vendorTypes } from '@wedsync/domain/suppliers';
import { type Choice, type FilterDefinition, getJson, humanize } from '../../platform/index.ts';
import { useStaffChoices } from '../staff/use-staff-choices.ts';

const facetsFreshMs = 5 * 60_000;

/** Every filter of the supplier list; owners, regions and countries are those there are. */
export function useSupplierFilters(): readonly FilterDefinition[] {
  const staff = useStaffChoices();
  const { data: facets } = useQuery({
    queryKey: ['suppliers', 'facets'],
    queryFn: async ({ signal }) => supplierFacetsSchema.parse(await getJson('/supplier-facets', signal)),
    staleTime: facetsFreshMs,
  });
  const owners = [{ id: 'me', name: 'Me' }, { id: 'none', name: 'Nobody' }, ...staff];
  return [
    several('healthBand', 'Health', wordsOf(healthBands)),
    several('planCode', 'Plan', [...wordsOf(planCodes), { id: 'none', name: 'No plan' }]),
    several('vendorType', 'Type', wordsOf(vendorTypes)),
    several('lifecycle', 'Standing', wordsOf(lifecycles)),
    several('ownerId', 'Owner', owners),
    several('region', 'Region', asTheyAre(facets?.regions)),
    several('country', 'Country', asTheyAre(facets?.countries)),
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

function several(source: string, label: string, choices: readonly Choice[]): FilterDefinition {
  return { source, label, kind: 'choice', multiple: true, choices };
}

function wordsOf(values: readonly string[]): readonly Choice[] {
  return values.map((id) => ({ id, name: humanize(id) }));
}

function asTheyAre(values: readonly string[] = []): readonly Choice[] {
  return values.map((id) => ({ id, name: id }));
}
