import type { ApiCapability } from '../platform/index.ts';

export const delivery: ApiCapability = { name: 'delivery', resources: [], actions: [] };
