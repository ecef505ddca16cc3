import type { WorkerCapability } from '../platform/index.ts';
import { pruneFinished } from './prune-finished.ts';

export { openWorkerDoor, type WorkerDoor } from './http.ts';

/** What operations adds to the worker. */
export const operations: WorkerCapability = { name: 'operations', jobs: [pruneFinished], consumers: [], drains: [] };
