import { defineError, formatMoney, type Money } from '@wedsync/domain/platform';

export const OverRefund = defineError(
  'conflict',
  'over-refund',
  (p: { left: Money }) =>
    `Only ${formatMoney(p.left)} of this charge is left to refund. Lower the amount, or look at the refunds already under way.`,
);
export const DuplicateRefund = defineError(
  'conflict',
  'duplicate-refund',
  (p: { amount: Money }) =>
    `You have asked for ${formatMoney(p.amount)} of this charge already, and it is not done yet. Wait for it, or change the amount.`,
);
export const ChargeDisputed = defineError(
  'conflict',
  'charge-disputed',
  () => 'This charge is disputed: the bank decides about the money now. Answer the dispute instead of refunding.',
);
export const ChargeNotRefundable = defineError('conflict', 'charge-not-refundable', (p: { why: string }) => p.why);
export const RefundNeedsAmount = defineError(
  'invalid',
  'refund-needs-amount',
  () => 'Give an amount, or choose lines of the invoice.',
);
export const RefundNeedsInvoice = defineError(
  'conflict',
  'refund-needs-invoice',
  (p: { outcome: string }) =>
    `This charge paid no invoice, so there is nothing a ${p.outcome} could correct. Refund to the card instead.`,
);
export const LineOverRefund = defineError(
  'invalid',
  'line-over-refund',
  (p: { description: string; most: Money }) =>
    `${p.description}: at most ${formatMoney(p.most)} can be refunded on this line.`,
);
export const NoSubscriptionForGoodwill = defineError(
  'conflict',
  'no-subscription',
  () => 'There is no running subscription whose next month could be free.',
);
