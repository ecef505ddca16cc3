import type { Clockwork } from './clockwork.ts';
import { debitClockwork } from './debits.ts';
import { disputeClockwork } from './disputes.ts';
import { invoiceClockwork } from './invoices.ts';
import { payoutClockwork } from './payouts.ts';
import { refundClockwork } from './refunds.ts';
import { subscriptionClockwork } from './subscriptions.ts';

/** All Stripe does by itself, by kind of plan. */
export const clockwork: Clockwork = {
  ...subscriptionClockwork,
  ...invoiceClockwork,
  ...debitClockwork,
  ...refundClockwork,
  ...disputeClockwork,
  ...payoutClockwork,
};
