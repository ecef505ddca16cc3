import type { AlertState } from '../contract.ts';
import type { SnoozeSpan } from './snooze.ts';

/** A button under an alert in Slack, and the action of the back office it stands for. */
export type AlertButton = {
  readonly id: string;
  readonly label: string;
  readonly verb: 'acknowledge' | 'snooze' | 'take';
  readonly input: { readonly span?: SnoozeSpan };
  /** While the alert is in one of these. */
  readonly shownIn: readonly AlertState[];
};

const unsettled: readonly AlertState[] = ['open', 'acknowledged', 'snoozed'];

export const alertButtons: readonly AlertButton[] = [
  {
    id: 'alert.acknowledge',
    label: 'Acknowledge',
    verb: 'acknowledge',
    input: {},
    shownIn: ['open', 'snoozed'],
  },
  {
    id: 'alert.snooze.hour',
    label: 'Snooze 1 h',
    verb: 'snooze',
    input: { span: 'hour' },
    shownIn: ['open', 'acknowledged'],
  },
  {
    id: 'alert.snooze.tomorrow',
    label: 'Snooze until tomorrow 09:00',
    verb: 'snooze',
    input: { span: 'tomorrow' },
    shownIn: ['open', 'acknowledged'],
  },
  { id: 'alert.take', label: 'Assign to me', verb: 'take', input: {}, shownIn: unsettled },
];
