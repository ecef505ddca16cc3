import type { AdminCapability } from '../platform/index.ts';

export type { SupplierFlag, SupplierPanel, SupplierSlotProps, SupplierSlots, SupplierTab } from './slots.ts';

/** What suppliers adds to the admin. */
export const suppliers: AdminCapability = { name: 'suppliers', resources: [], pages: [], navigation: [] };
