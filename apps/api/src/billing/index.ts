import type { ApiCapability } from '../platform/index.ts';
import { moneyResources } from './money-lists.ts';
import { refundCharge } from './refund-charge.ts';
import { refundRequests } from './refund-requests.ts';
import { refundableRoutes } from './refundable.ts';

export const billing: ApiCapability = {
  name: 'billing',
  resources: [...moneyResources, refundRequests],
  actions: [refundCharge],
  routes: refundableRoutes,
};
