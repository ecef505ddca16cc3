import type { SupplierUpsert } from '@wedsync/domain/suppliers';

/** A complete supplier as the host application would send it; show only what matters to the claim. */
export function supplierUpsert(over: Partial<SupplierUpsert> & { externalId: string }): SupplierUpsert {
  return {
    businessName: `Studio ${over.externalId}`,
    vendorType: 'photographer',
    region: 'London',
    country: 'GB',
    timeZone: 'Europe/London',
    currency: 'GBP',
    signedUpAt: '2025-03-01T10:00:00Z',
    ...over,
  };
}
