import type { DisputeRequest } from '../contract.ts';
import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { DisputeRecord } from '../records/index.ts';
import { postTransaction } from './balance.ts';
import { disputeFee } from './fees.ts';
import { daySeconds } from './periods.ts';

/** Days the merchant has to answer, unless the case closes earlier. */
const answerDays = 9;

/**
 * The cardholder's bank disputes what is left of a charge. A chargeback takes the money and a fee at once; an inquiry
 * moves nothing unless it is escalated halfway, which it is when it is to be won or lost.
 */
export function openDispute(kernel: Kernel, chargeId: string, request: DisputeRequest): DisputeRecord {
  const charge = kernel.need('charge', chargeId);
  if (charge.status !== 'succeeded' || charge.disputed) throw invalidRequest(`Charge ${chargeId} cannot be disputed.`);
  const inquiry = request.inquiry === true || request.outcome === 'warning_closed';
  const closesAt = kernel.now() + Math.round(request.closesInDays * daySeconds);
  const dispute = kernel.create('dispute', {
    id: kernel.newId('du'),
    created: kernel.now(),
    amount: charge.amount - charge.amount_refunded,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    customer: charge.customer,
    reason: request.reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
    balance_transactions: [],
    due_by: Math.min(closesAt, kernel.now() + answerDays * daySeconds),
    evidence: {},
    submission_count: 0,
    card_brand: charge.card?.brand ?? null,
    outcome: request.outcome,
    metadata: {},
  });
  if (!inquiry) withdraw(kernel, dispute.id);
  kernel.emit('dispute', kernel.need('dispute', dispute.id), 'charge.dispute.created');
  kernel.change('charge', charge.id, { disputed: true }, 'charge.updated');
  if (!inquiry) kernel.emit('dispute', kernel.need('dispute', dispute.id), 'charge.dispute.funds_withdrawn');
  const escalates = inquiry && request.outcome !== 'warning_closed';
  if (escalates) kernel.plan(Math.round((kernel.now() + closesAt) / 2), 'dispute.escalate', dispute.id);
  kernel.plan(closesAt, 'dispute.close', dispute.id);
  return kernel.need('dispute', dispute.id);
}

function withdraw(kernel: Kernel, id: string): void {
  const dispute = kernel.need('dispute', id);
  const posted = postTransaction(kernel, {
    type: 'adjustment',
    reporting_category: 'dispute',
    amount: -dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
    fees: disputeFee(dispute.currency),
    availableInDays: 0,
  });
  kernel.change('dispute', id, { balance_transactions: [...dispute.balance_transactions, posted.id] });
}

/** An inquiry becomes a chargeback. */
export function escalateDispute(kernel: Kernel, id: string): void {
  const before = kernel.need('dispute', id);
  if (!isOpen(before) || !before.status.startsWith('warning_')) return;
  withdraw(kernel, id);
  const due_by = kernel.now() + answerDays * daySeconds;
  const after = kernel.change('dispute', id, { status: 'needs_response', due_by });
  kernel.emitChange('dispute', before, after, 'charge.dispute.updated');
  kernel.emit('dispute', after, 'charge.dispute.funds_withdrawn');
}

/** The merchant's evidence; handing it in puts the case under review. */
export function answerDispute(
  kernel: Kernel,
  id: string,
  evidence: Readonly<Record<string, string>>,
  submit: boolean,
  metadata: Readonly<Record<string, string>>,
): DisputeRecord {
  const dispute = kernel.need('dispute', id);
  if (!isOpen(dispute)) throw invalidRequest('This dispute is already closed', { code: 'dispute_already_closed' });
  const reviewed = dispute.status.startsWith('warning_')
    ? ('warning_under_review' as const)
    : ('under_review' as const);
  const patch = {
    evidence: { ...dispute.evidence, ...evidence },
    metadata,
    status: submit ? reviewed : dispute.status,
    submission_count: dispute.submission_count + (submit ? 1 : 0),
  };
  return kernel.change('dispute', id, patch, 'charge.dispute.updated');
}

function isOpen(dispute: DisputeRecord): boolean {
  return !['won', 'lost', 'warning_closed'].includes(dispute.status);
}

/** The case ends as the bank decided, or lost when the merchant gives in. Won money returns without the fee. */
export function closeDispute(kernel: Kernel, id: string, outcome: 'won' | 'lost' | 'warning_closed'): DisputeRecord {
  const before = kernel.need('dispute', id);
  if (!isOpen(before)) return before;
  const status = before.status.startsWith('warning_') ? ('warning_closed' as const) : outcome;
  const posted = status === 'won' ? reinstate(kernel, before) : [];
  const balance_transactions = [...before.balance_transactions, ...posted];
  const after = kernel.change('dispute', id, { status, balance_transactions });
  kernel.emitChange('dispute', before, after, 'charge.dispute.updated');
  if (posted.length > 0) kernel.emit('dispute', after, 'charge.dispute.funds_reinstated');
  kernel.emit('dispute', after, 'charge.dispute.closed');
  return after;
}

function reinstate(kernel: Kernel, dispute: DisputeRecord): string[] {
  const posted = postTransaction(kernel, {
    type: 'adjustment',
    reporting_category: 'dispute_reversal',
    amount: dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
    availableInDays: 0,
  });
  return [posted.id];
}
