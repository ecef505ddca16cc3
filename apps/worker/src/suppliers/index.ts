import type { WorkerCapability } from '../platform/index.ts';

export const suppliers: WorkerCapability = { name: 'suppliers', jobs: [], consumers: [], drains: [] };
