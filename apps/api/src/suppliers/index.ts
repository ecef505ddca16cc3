import type { ApiCapability } from '../platform/index.ts';

export const suppliers: ApiCapability = { name: 'suppliers', resources: [], actions: [] };
