import type { WorkerCapability } from '../platform/index.ts';
import { deliverMessages } from './deliver-messages.ts';
import { tellPeople } from './tell-people.ts';

/** What delivery adds to the worker. */
export const delivery: WorkerCapability = {
  name: 'delivery',
  jobs: [],
  consumers: [tellPeople],
  drains: [deliverMessages()],
};
