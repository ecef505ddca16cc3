import { useQuery } from '@tanstack/react-query';
import { seasonOf } from '@wedsync/domain/revenue';
import { planCodes, supplierFacetsSchema, vendorTypes } from '@wedsync/domain/suppliers';
import { calendarDate } from '@wedsync/domain/platform';
import { anyOf, type Choice, type FilterDefinition, getJson, useNow } from '../../platform/index.ts';

const facetsFreshMs = 5 * 60_000;
const seasonsOffered = 5;

/** What revenue can be narrowed by; regions are those that suppliers have. */
export function useSegmentFilters(): readonly FilterDefinition[] {
  const year = Number(calendarDate(new Date(useNow())).slice(0, 4));
  const { data: facets } = useQuery({
    queryKey: ['suppliers', 'facets'],
    queryFn: async ({ signal }) => supplierFacetsSchema.parse(await getJson('/supplier-facets', signal)),
    staleTime: facetsFreshMs,
  });
  return [
    anyOf('tier', 'Plan', planCodes),
    anyOf('vendorType', 'Kind of vendor', vendorTypes),
    anyOf('region', 'Region', (facets?.regions ?? []).map(asItIs)),
    anyOf('season', 'Season joined', seasonsUntil(year).map(asItIs)),
    anyOf('currency', 'Currency', ['GBP', 'EUR', 'USD', 'AUD']),
  ];
}

const asItIs = (id: string): Choice => ({ id, name: id });

function seasonsUntil(year: number): string[] {
  return Array.from({ length: seasonsOffered }, (_, back) => year - back).flatMap((one) => [
    seasonOf(`${one}-11`),
    seasonOf(`${one}-04`),
  ]);
}
