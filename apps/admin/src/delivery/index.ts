import type { AdminCapability } from '../platform/index.ts';

/** What delivery adds to the admin. */
export const delivery: AdminCapability = { name: 'delivery', resources: [], pages: [], navigation: [] };
