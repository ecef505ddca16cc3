import { accountRoutes } from './account.ts';
import { balanceRoutes } from './balance.ts';
import { portalRoutes } from './portal.ts';
import { couponRoutes, priceRoutes, productRoutes, promotionCodeRoutes, taxRateRoutes } from './catalogue.ts';
import { creditNoteRoutes } from './credit-notes.ts';
import { customerRoutes } from './customers.ts';
import { eventRoutes } from './events.ts';
import { invoiceItemRoutes, invoiceRoutes } from './invoices.ts';
import { paymentMethodRoutes } from './payment-methods.ts';
import { chargeRoutes, disputeRoutes, paymentIntentRoutes, refundRoutes } from './payments.ts';
import type { Route } from './route.ts';
import { subscriptionRoutes } from './subscriptions.ts';

/** Every endpoint there is. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...portalRoutes,
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...taxRateRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...paymentMethodRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...invoiceItemRoutes,
  ...creditNoteRoutes,
  ...paymentIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...balanceRoutes,
  ...eventRoutes,
];
