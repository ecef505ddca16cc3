import type { WorkerCapability } from '../platform/index.ts';

export const revenue: WorkerCapability = { name: 'revenue', jobs: [], consumers: [], drains: [] };
