import type { WorkerCapability } from '../platform/index.ts';

export const connectors: WorkerCapability = { name: 'connectors', jobs: [], consumers: [], drains: [] };
