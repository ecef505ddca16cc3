import type { ApiCapability } from '../platform/index.ts';

export const billing: ApiCapability = { name: 'billing', resources: [], actions: [] };
