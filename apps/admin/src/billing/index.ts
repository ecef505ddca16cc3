import type { AdminCapability } from '../platform/index.ts';

/** What billing adds to the admin. */
export const billing: AdminCapability = { name: 'billing', resources: [], pages: [], navigation: [] };
