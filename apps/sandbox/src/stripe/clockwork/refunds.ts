import { failRefund, referRefund, settleRefund } from '../billing/refund-charge.ts';
import type { Clockwork } from './clockwork.ts';

/** What banks answer to refunds, days later. */
export const refundClockwork: Clockwork = {
  'refund.settle': (kernel, id) => settleRefund(kernel, id),
  'refund.fail': (kernel, id) => failRefund(kernel, id),
  'refund.reference': (kernel, id) => referRefund(kernel, id),
};
