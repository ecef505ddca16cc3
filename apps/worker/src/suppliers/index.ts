import type { WorkerCapability } from '../platform/index.ts';
import { assignOwnersToNew } from './assign-owners.ts';
import { rollWeddings } from './roll-weddings.ts';
import { refreshSegments } from './segments/refresh-segments.ts';
import { wakeTasks } from './wake-tasks.ts';

/** What suppliers add to the worker: the passing of time. */
export const suppliers: WorkerCapability = {
  name: 'suppliers',
  jobs: [assignOwnersToNew, refreshSegments, rollWeddings, wakeTasks],
  consumers: [],
  drains: [],
};
