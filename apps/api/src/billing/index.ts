import type { ApiCapability } from '../platform/index.ts';
import { collectionActions, collectionDoors, dunningCases } from './dunning/index.ts';
import { entitlementOverrides, grantOverride, revokeOverride } from './entitlement-overrides.ts';
import { entitlementDoors } from './entitlements.ts';
import { moneyResources } from './money-lists.ts';
import { syncSettingsDoors } from './payment-sync-settings.ts';
import { paymentSyncDoors } from './payment-syncs.ts';
import { plans, revisePlan } from './plans.ts';
import { refundCharge } from './refund-charge.ts';
import { refundRequests } from './refund-requests.ts';
import { refundableDoor } from './refundable.ts';
import {
  resendInvoice,
  subscriptionActions,
  subscriptionRequests,
  withdrawRequest,
} from './subscription-desk/index.ts';
import { supplierEntitlementDoor } from './supplier-entitlement.ts';
import { supplierMoneyDoor } from './supplier-money.ts';

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
  intake: [...entitlementDoors, ...paymentSyncDoors.map(({ intake }) => intake)],
  doors: [
    refundableDoor,
    supplierMoneyDoor,
    supplierEntitlementDoor,
    ...collectionDoors,
    ...syncSettingsDoors,
    ...paymentSyncDoors.map(({ staff }) => staff),
  ],
};
