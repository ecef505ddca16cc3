/** Who hears of an event, and how. */
export type MessageRule =
  | {
      readonly name: string;
      readonly eventType: string;
      readonly kind: 'letter';
      /** The letter, to the supplier's primary contact; its facts are the event's payload. */
      readonly template: string;
    }
  | {
      readonly name: string;
      readonly eventType: string;
      readonly kind: 'alert';
      readonly alertType: string;
      /** An alert that is open for the same thing is counted up instead of told again. */
      readonly about: 'record' | 'supplier';
    }
  /** What an alert was about has come to its end: nobody needs to look any more. */
  | { readonly name: string; readonly eventType: string; readonly kind: 'over'; readonly ends: string }
  /** The link of a colleague's own, to the colleague. */
  | { readonly name: string; readonly eventType: string; readonly kind: 'invitation' };

/** One row for each thing that someone should hear of. */
export const messageRules: readonly MessageRule[] = [
  letter('refund-made-to-supplier', 'refund.succeeded', 'refund-made'),
  alert('refund-made', 'refund.succeeded', 'refund-made', 'record'),
  letter('credit-given-to-supplier', 'credit.given', 'credit-given'),
  alert('credit-given', 'credit.given', 'refund-made', 'record'),
  alert('refund-failed', 'refund.failed', 'refund-failed', 'record'),
  alert('approval-requested', 'approval.requested', 'approval-requested', 'record'),
  { name: 'approval-decided', eventType: 'approval.decided', kind: 'over', ends: 'approval-requested' },
  { name: 'staff-invited', eventType: 'staff.invited', kind: 'invitation' },
  alert('supplier-at-risk', 'health.dropped_to_at_risk', 'supplier-at-risk', 'supplier'),
  alert('dispute-opened', 'dispute.opened', 'dispute-opened', 'record'),
  alert('payment-ours', 'dunning.ours', 'payment-ours', 'record'),
  alert('dispute-due', 'dispute.due_soon', 'dispute-due', 'record'),
  alert('payout-failed', 'payout.failed', 'payout-failed', 'record'),
  alert('provider-event-dead', 'provider_event.dead', 'event-dead', 'record'),
  alert('unmapped-movement', 'balance_transaction.unmapped', 'unmapped-movement', 'record'),
  alert('rate-missing', 'fx_rate.missing', 'rate-missing', 'record'),
  alert('reconciliation', 'reconciliation.exception_found', 'reconciliation', 'record'),
  alert('books-inconsistent', 'consistency.broken', 'books-inconsistent', 'record'),
  alert('job-dead', 'job.dead', 'job-dead', 'record'),
  alert('message-dead', 'message.dead', 'message-dead', 'record'),
  alert('event-refused', 'event.refused', 'event-refused', 'record'),
  alert('audit-broken', 'audit.broken', 'audit-broken', 'record'),
  alert('churn-model-critical', 'churn_model.critical', 'churn-model-critical', 'record'),
];

function letter(name: string, eventType: string, template: string): MessageRule {
  return { name, eventType, kind: 'letter', template };
}

function alert(name: string, eventType: string, alertType: string, about: 'record' | 'supplier'): MessageRule {
  return { name, eventType, kind: 'alert', alertType, about };
}
