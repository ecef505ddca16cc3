import type { AdminCapability } from '../platform/index.ts';

/** What revenue adds to the admin. */
export const revenue: AdminCapability = { name: 'revenue', resources: [], pages: [], navigation: [] };
