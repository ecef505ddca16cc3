import type { PaypalHandlerName } from '@wedsync/domain/billing';
import type { Handler } from '../apply/handler.ts';
import { plan, product } from './catalogue.ts';
import { dispute } from './dispute.ts';
import { notice } from './notice.ts';
import { payment } from './payment.ts';
import { refund } from './refund.ts';
import { subscription } from './subscription.ts';

/** One small file per noun of PayPal, named by the rows of the event table. */
export const paypalHandlers: Readonly<Record<PaypalHandlerName, Handler>> = {
  'paypal-payment': payment,
  'paypal-refund': refund,
  'paypal-dispute': dispute,
  'paypal-subscription': subscription,
  'paypal-plan': plan,
  'paypal-product': product,
  'paypal-notice': notice,
};
