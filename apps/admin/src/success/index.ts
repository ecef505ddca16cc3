import type { AdminCapability } from '../platform/index.ts';

/** What success adds to the admin. */
export const success: AdminCapability = { name: 'success', resources: [], pages: [], navigation: [] };
