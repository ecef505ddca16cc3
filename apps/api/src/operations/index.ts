import type { ApiCapability } from '../platform/index.ts';

export const operations: ApiCapability = { name: 'operations', resources: [], actions: [] };
