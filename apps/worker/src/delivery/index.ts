import type { WorkerCapability } from '../platform/index.ts';
import { recoverMessages } from './deliver-messages.ts';
import { escalateAlertsJob } from './escalate-alerts.ts';
import { wakeAlertsJob } from './wake-alerts.ts';
import { forwardToMarketing } from './forward-to-marketing.ts';
import { tellPeople } from './tell-people.ts';

export { deliverMessages } from './deliver-messages.ts';
export type { Hindrance, LastLook } from './last-look.ts';

/** What delivery adds to the worker; messages are sent by whoever knows all that is asked before they leave. */
export const delivery: WorkerCapability = {
  name: 'delivery',
  jobs: [wakeAlertsJob, escalateAlertsJob],
  consumers: [tellPeople, forwardToMarketing],
  drains: [recoverMessages()],
};
