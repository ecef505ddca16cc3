import { useQuery } from '@tanstack/react-query';
import { supplierMilestonesSchema, type MilestoneCohort, type SupplierMilestones } from '@wedsync/domain/success';
import type { VendorType } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { getJson } from '../../platform/index.ts';

/** How all cohorts of a type of vendor came to its milestones, in the order of the way. */
export function useCohorts(vendorType: VendorType) {
  return useGetList<MilestoneCohort>('milestone-cohorts', {
    filter: { vendorType },
    sort: { field: 'position', order: 'ASC' },
    pagination: { page: 1, perPage: 500 },
  });
}

/** One supplier's way; the key starts with the resource, so the live stream refreshes it. */
export function useSupplierMilestones(supplierId: string) {
  return useQuery<SupplierMilestones>({
    queryKey: ['milestones', 'of-supplier', supplierId],
    queryFn: async ({ signal }) =>
      supplierMilestonesSchema.parse(await getJson(`/supplier-milestones/${encodeURIComponent(supplierId)}`, signal)),
  });
}
