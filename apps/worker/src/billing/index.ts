import type { WorkerCapability } from '../platform/index.ts';

export const billing: WorkerCapability = { name: 'billing', jobs: [], consumers: [], drains: [] };
