import type { ApiCapability } from '../platform/index.ts';

export const access: ApiCapability = { name: 'access', resources: [], actions: [] };
