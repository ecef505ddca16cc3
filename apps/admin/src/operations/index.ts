import type { AdminCapability } from '../platform/index.ts';

/** What operations adds to the admin. */
export const operations: AdminCapability = { name: 'operations', resources: [], pages: [], navigation: [] };
