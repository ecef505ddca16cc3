import type { WorkerCapability } from '../platform/index.ts';
import { pruneMonitorReadings } from './monitors/prune-readings.ts';
import { watchMonitors } from './monitors/watch-monitors.ts';
import { pruneFinished } from './prune-finished.ts';
import { sendDigests } from './send-digests.ts';

export { openWorkerDoor } from './http.ts';

/** What operations adds to the worker. */
export const operations: WorkerCapability = {
  name: 'operations',
  jobs: [pruneFinished, sendDigests, watchMonitors, pruneMonitorReadings],
  consumers: [],
  drains: [],
};
