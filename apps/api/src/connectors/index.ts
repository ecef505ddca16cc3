import type { ApiCapability } from '../platform/index.ts';

export const connectors: ApiCapability = { name: 'connectors', resources: [], actions: [] };
