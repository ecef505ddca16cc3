import type { ApiCapability } from '../platform/index.ts';

export const revenue: ApiCapability = { name: 'revenue', resources: [], actions: [] };
