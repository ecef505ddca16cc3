import type { Tone } from '../theme/palette.ts';

/** The colour of every state word the api uses. A state missing here is shown in neutral with its own words. */
export const statusTones: Readonly<Record<string, Tone>> = {
  // suppliers and subscriptions
  trial: 'info',
  trialing: 'info',
  active: 'positive',
  past_due: 'caution',
  paused: 'neutral',
  canceled: 'neutral',
  cancelled: 'neutral',
  incomplete: 'caution',
  incomplete_expired: 'neutral',
  unpaid: 'critical',
  // money
  paid: 'positive',
  open: 'info',
  draft: 'neutral',
  void: 'neutral',
  uncollectible: 'critical',
  refunded: 'neutral',
  partially_refunded: 'neutral',
  disputed: 'critical',
  needs_response: 'critical',
  warning_needs_response: 'caution',
  under_review: 'caution',
  won: 'positive',
  lost: 'critical',
  in_transit: 'info',
  posted: 'positive',
  // actions and jobs
  requested: 'info',
  awaiting_approval: 'caution',
  approved: 'info',
  running: 'info',
  succeeded: 'positive',
  failed: 'critical',
  rejected: 'critical',
  expired: 'neutral',
  pending: 'caution',
  requires_action: 'caution',
  processing: 'info',
  received: 'info',
  processed: 'positive',
  applied: 'positive',
  ignored: 'neutral',
  dead: 'critical',
  // tasks, messages, alerts
  todo: 'info',
  in_progress: 'info',
  done: 'positive',
  snoozed: 'neutral',
  queued: 'info',
  sent: 'positive',
  delivered: 'positive',
  engaged: 'positive',
  granted: 'positive',
  withdrawn: 'neutral',
  published: 'positive',
  archived: 'neutral',
  suppressed: 'caution',
  bounced: 'critical',
  live: 'positive',
  goal_met: 'positive',
  entered: 'positive',
  acknowledged: 'info',
  resolved: 'positive',
  retired: 'neutral',
  // health
  healthy: 'positive',
  attention: 'caution',
  fair: 'info',
  watch: 'caution',
  warning: 'caution',
  at_risk: 'critical',
  critical: 'critical',
  unknown: 'neutral',
  // staff
  disabled: 'neutral',
  locked: 'critical',
  revoked: 'neutral',
  // urgency
  low: 'neutral',
  normal: 'neutral',
  medium: 'info',
  high: 'caution',
  urgent: 'critical',
};

/** The tone of a state; "Past due", "past-due" and "past_due" are one state. */
export function toneOf(status: string): Tone {
  return (
    statusTones[
      status
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_')
    ] ?? 'neutral'
  );
}

const abbreviation = /\b(api|csv|gb|ltv|mrr|nps|sms|url|vat)\b/g;

/** "past_due" and "pastDue" to "Past due", "storage_gb" to "Storage GB"; abbreviations in capitals stay. */
export function humanize(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  const lower = words
    .replaceAll(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase())
    .replaceAll(abbreviation, (word) => word.toUpperCase());
  return sentence(lower);
}

/** The same words beginning with a capital. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
