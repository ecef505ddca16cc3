import type { Handler } from '../apply/handler.ts';
import type { StripeObjectName } from '../apply/object-name.ts';
import { price, product } from './catalogue.ts';
import { charge } from './charge.ts';
import { creditNote } from './credit-note.ts';
import { customerBalance } from './customer-balance.ts';
import { customer } from './customer.ts';
import { coupon, discount } from './discount.ts';
import { dispute } from './dispute.ts';
import { invoicePayment } from './invoice-payment.ts';
import { invoice } from './invoice.ts';
import { notice } from './notice.ts';
import { paymentIntent } from './payment-intent.ts';
import { paymentMethod } from './payment-method.ts';
import { payout } from './payout.ts';
import { refund } from './refund.ts';
import { subscription } from './subscription.ts';

/** The catalogue: one small file per noun, named by the rows of the event table. */
export const stripeHandlers: Readonly<Record<StripeObjectName, Handler>> = {
  charge,
  refund,
  dispute,
  payout,
  invoice,
  'invoice-payment': invoicePayment,
  'credit-note': creditNote,
  subscription,
  customer,
  'customer-balance': customerBalance,
  discount,
  coupon,
  product,
  price,
  'payment-method': paymentMethod,
  'payment-intent': paymentIntent,
  notice,
};
