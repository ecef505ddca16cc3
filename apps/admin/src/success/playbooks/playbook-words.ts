import type { PlaybookDefinition, PlaybookStep, SuppressionReason } from '@wedsync/domain/success';
import { productEventKinds } from '@wedsync/domain/connectors';
import { channelTitles } from '@wedsync/domain/privacy';
import { countOf, humanize } from '../../platform/index.ts';

export const stepKinds: Readonly<Record<PlaybookStep['kind'], string>> = {
  message: 'Message',
  task: 'Task for the owner',
  alert: 'Alert to colleagues',
  wait: 'Wait',
  wait_for: 'Wait until something happens',
  branch: 'Branch',
  stop: 'Stop here',
};

export const triggerKinds: Readonly<Record<PlaybookDefinition['trigger']['kind'], string>> = {
  event: 'Something happens',
  segment: 'A supplier enters a segment',
  score: 'A score passes a mark',
  schedule: 'The clock',
};

/** Events that start playbooks and end waits most often, then whatever the product reports; any other that the house tells can be typed. */
export const usualEvents: readonly string[] = [
  'health.dropped_to_at_risk',
  'subscription.started',
  'subscription.cancellation_scheduled',
  'subscription.cancelled',
  'invoice.paid',
  'invoice.payment_failed',
  'dispute.opened',
  'message.replied',
  'milestone.reached',
  ...Object.keys(productEventKinds).filter((name) => name !== 'milestone.reached'),
];

export const suppressionWords: Readonly<Record<SuppressionReason, string>> = {
  no_permission: 'No permission to write',
  blocked_by_note: 'A pinned note stops automation',
  open_dispute: 'A dispute is open',
  waited_too_long: 'Waited too long',
  in_playbook: 'In it already',
  cool_down: 'Cooling down',
  entered_often: 'Entered often enough',
  human_contact: 'A colleague was in touch',
  open_task: 'Somebody is on it',
  outranked: 'In another playbook',
  full: 'No room',
  ended: 'Its reason had ended',
  not_configured: 'Not set up here',
};

export const armWords = { treated: 'Treated', held_out: 'Held out' } as const;

/** A step in a few words. */
export function describeStep(step: PlaybookStep): string {
  switch (step.kind) {
    case 'message':
      return `${channelTitles[step.channel]}: ${step.template || '…'}`;
    case 'task':
      return `Task: ${step.title || '…'}`;
    case 'alert':
      return `Alert: ${step.text || '…'}`;
    case 'wait':
      return `Wait ${describeHours(step.hours)}`;
    case 'wait_for':
      return `Wait for ${step.event || '…'}, ${describeHours(step.hours)} at most`;
    case 'branch':
      return 'rule' in step.when ? 'Branch by a rule' : `Did they read ${step.when.engagedWith || '…'}?`;
    case 'stop':
      return 'Stop';
  }
}

export function describeHours(hours: number): string {
  return hours % 24 === 0 ? countOf(hours / 24, 'day') : countOf(hours, 'hour');
}

export function describeTrigger({ trigger }: PlaybookDefinition): string {
  switch (trigger.kind) {
    case 'event':
      return `When ${humanize(trigger.event.replaceAll('.', ' ')).toLowerCase()}`;
    case 'segment':
      return 'When a supplier enters a segment';
    case 'score':
      return `When ${trigger.score} ${trigger.passes === 'below' ? 'falls below' : 'rises above'} ${trigger.mark}${trigger.score === 'churn' ? ' %' : ''}`;
    case 'schedule':
      return `Every ${trigger.every} at ${String(trigger.hour).padStart(2, '0')}:00 where the supplier is`;
  }
}
