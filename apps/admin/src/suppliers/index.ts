import type { AdminCapability } from '../platform/index.ts';

/** What suppliers adds to the admin. */
export const suppliers: AdminCapability = { name: 'suppliers', resources: [], pages: [], navigation: [] };
