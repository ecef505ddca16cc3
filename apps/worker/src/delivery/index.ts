import type { WorkerCapability } from '../platform/index.ts';

export const delivery: WorkerCapability = { name: 'delivery', jobs: [], consumers: [], drains: [] };
