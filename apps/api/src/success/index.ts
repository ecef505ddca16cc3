import type { ApiCapability } from '../platform/index.ts';

export const success: ApiCapability = { name: 'success', resources: [], actions: [] };
