import type { AdminCapability } from '../platform/index.ts';

/** What connectors adds to the admin. */
export const connectors: AdminCapability = { name: 'connectors', resources: [], pages: [], navigation: [] };
