import type { WorkerCapability } from '../platform/index.ts';
import { deliverMessages } from './deliver-messages.ts';
import { escalateAlertsJob } from './escalate-alerts.ts';
import { wakeAlertsJob } from './wake-alerts.ts';
import { forwardToMarketing } from './forward-to-marketing.ts';
import { tellPeople } from './tell-people.ts';

/** What delivery adds to the worker. */
export const delivery: WorkerCapability = {
  name: 'delivery',
  jobs: [wakeAlertsJob, escalateAlertsJob],
  consumers: [tellPeople, forwardToMarketing],
  drains: [deliverMessages()],
};
