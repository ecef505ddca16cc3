import type { WorkerCapability } from '../platform/index.ts';

export const operations: WorkerCapability = { name: 'operations', jobs: [], consumers: [], drains: [] };
