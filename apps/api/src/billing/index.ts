import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { moneyResources } from './money-lists.ts';
import { refundCharge } from './refund-charge.ts';
import { refundRequests } from './refund-requests.ts';
import { refundableRoutes } from './refundable.ts';
import { supplierMoneyRoutes } from './supplier-money.ts';

export const billing: ApiCapability = {
  name: 'billing',
  resources: [...moneyResources, refundRequests],
  actions: [refundCharge],
  routes: (services) => Router().use(refundableRoutes(services), supplierMoneyRoutes(services)),
};
