import type { WorkerCapability } from '../platform/index.ts';
import { followRefunds, sendRefundsToStripe } from './refund-desk/index.ts';

export { applyNextEvents, applyProviderEvents, type AfterMirror, type Changed } from './apply/index.ts';

export const billing: WorkerCapability = {
  name: 'billing',
  jobs: [],
  consumers: [followRefunds],
  drains: [sendRefundsToStripe],
};
