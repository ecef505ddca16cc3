import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { collectionActions, collectionRoutes, dunningCases } from './dunning/index.ts';
import { entitlementOverrides, grantOverride, revokeOverride } from './entitlement-overrides.ts';
import { entitlementRoutes } from './entitlements.ts';
import { moneyResources } from './money-lists.ts';
import { syncSettingsDoors, syncSettingsRoutes } from './payment-sync-settings.ts';
import { paymentSyncDoors, paymentSyncIntake, paymentSyncRoutes } from './payment-syncs.ts';
import { plans, revisePlan } from './plans.ts';
import { refundCharge } from './refund-charge.ts';
import { refundRequests } from './refund-requests.ts';
import { refundableRoutes } from './refundable.ts';
import {
  resendInvoice,
  subscriptionActions,
  subscriptionRequests,
  withdrawRequest,
} from './subscription-desk/index.ts';
import { supplierEntitlementRoutes } from './supplier-entitlement.ts';
import { supplierMoneyRoutes } from './supplier-money.ts';

export const billing: ApiCapability = {
  name: 'billing',
  resources: [...moneyResources, refundRequests, plans, entitlementOverrides, subscriptionRequests, dunningCases],
  actions: [
    refundCharge,
    revisePlan,
    grantOverride,
    revokeOverride,
    ...subscriptionActions,
    withdrawRequest,
    resendInvoice,
    ...collectionActions,
  ],
  intake: (services) => Router().use(entitlementRoutes(services), paymentSyncIntake(services)),
  routes: (services) =>
    Router().use(
      refundableRoutes(services),
      supplierMoneyRoutes(services),
      supplierEntitlementRoutes(services),
      collectionRoutes(services),
      syncSettingsRoutes(services),
      paymentSyncRoutes(services),
    ),
  doors: [...paymentSyncDoors, ...syncSettingsDoors],
};
