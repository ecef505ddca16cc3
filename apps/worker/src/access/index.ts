import type { WorkerCapability } from '../platform/index.ts';

export const access: WorkerCapability = { name: 'access', jobs: [], consumers: [], drains: [] };
