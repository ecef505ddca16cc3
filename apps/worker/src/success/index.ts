import type { WorkerCapability } from '../platform/index.ts';

export const success: WorkerCapability = { name: 'success', jobs: [], consumers: [], drains: [] };
