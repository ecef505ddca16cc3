import type { Severity } from './contract.ts';

/** One kind of alert: how grave, where it is told, and when many of it are told as one. */
export type AlertType = {
  readonly type: string;
  readonly title: string;
  readonly severity: Severity;
  readonly channel: string;
  /** More new ones than this within the window are collapsed into one summary that is kept up to date. */
  readonly collapseAbove: number;
  readonly windowSeconds: number;
};

const tenMinutes = 600;

export const alertTypes: readonly AlertType[] = [
  row('refund-made', 'Refund made', 'info', '#refunds', 5),
  row('refund-failed', 'Refund failed', 'critical', '#refunds', 5),
  row('approval-requested', 'Approval requested', 'info', '#refunds', 10),
  row('supplier-at-risk', 'Supplier at risk', 'warning', '#customer-success', 5),
  row('playbook-step', 'A playbook asks for a look', 'info', '#customer-success', 10),
  row('payment-failed', 'Payment failed', 'warning', '#billing', 5),
  row('payment-ours', 'Payment failed through our own doing', 'warning', '#billing', 5),
  row('dispute-due', 'Dispute must be answered', 'critical', '#billing', 5),
  row('dispute-opened', 'Dispute opened', 'critical', '#billing', 5),
  row('payout-failed', 'Payout failed', 'critical', '#billing', 3),
  row('event-dead', 'Provider event could not be applied', 'critical', '#alerts', 3),
  row('unmapped-movement', 'Money moved in a way nobody has mapped', 'critical', '#alerts', 3),
  row('rate-missing', 'No exchange rate', 'critical', '#alerts', 3),
  row('reconciliation', 'Provider and books differ', 'warning', '#billing', 3),
  row('books-inconsistent', 'The books contradict themselves', 'critical', '#alerts', 3),
  row('job-dead', 'Job gave up', 'critical', '#alerts', 3),
  row('message-dead', 'Message could not be delivered', 'warning', '#alerts', 3),
  row('event-refused', 'An event was not told: its facts do not fit', 'critical', '#alerts', 3),
  row('audit-broken', 'The audit trail was tampered with', 'critical', '#alerts', 3),
  row('churn-model-critical', 'The churn model in office does badly', 'critical', '#customer-success', 3),
  row('monitor-warning', 'A monitor warns', 'warning', '#alerts', 5),
  row('monitor-critical', 'A monitor is critical', 'critical', '#alerts', 5),
];

function row(type: string, title: string, severity: Severity, channel: string, collapseAbove: number): AlertType {
  return { type, title, severity, channel, collapseAbove, windowSeconds: tenMinutes };
}

/** The row of an alert type. @throws Error for a type that has no row */
export function alertTypeOf(type: string): AlertType {
  const found = alertTypes.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no alert type ${type}.`);
  return found;
}
