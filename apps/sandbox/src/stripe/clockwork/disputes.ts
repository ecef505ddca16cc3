import { closeDispute, escalateDispute } from '../billing/dispute-charge.ts';
import type { Clockwork } from './clockwork.ts';

/** Inquiries escalate and cases close when the bank says so. */
export const disputeClockwork: Clockwork = {
  'dispute.escalate': (kernel, id) => escalateDispute(kernel, id),
  'dispute.close': (kernel, id) => void closeDispute(kernel, id, kernel.need('dispute', id).outcome),
};
