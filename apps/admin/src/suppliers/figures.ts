import { type Supplier, taskAge, type Task } from '@wedsync/domain/suppliers';
import { countOf } from '../platform/index.ts';

const dayMs = 86_400_000;

/** What the figures of a supplier mean, for "Explain". */
export const explanations = {
  mrr: {
    definition:
      'Monthly recurring revenue now: what active subscriptions bring a month, without tax, after recurring discounts, in pounds.',
    formula:
      '(price × quantity − recurring discount) ÷ months of the interval; trials and paused subscriptions count 0',
    source: 'Subscriptions mirrored from Stripe',
  },
  health: {
    definition:
      'How well the supplier is doing, 0 to 100: weighted measures of use, results and payment. Below 40 is critical, below 60 at risk, below 80 needs attention.',
    source: 'Scored within seconds of an event, and every night',
  },
  churn: {
    definition: 'The chance that this supplier leaves within the horizon of the churn model.',
    source: 'The current churn model; empty until a model has scored the supplier',
  },
  tenure: { definition: 'Time since the supplier signed up, whether or not it has paid all along.' },
} as const;

/** "2 years", "5 months", "12 days": how long ago an instant was, in its largest unit. */
export function tenureOf(signedUpAt: string, nowMs: number): string {
  const days = Math.max(0, Math.floor((nowMs - Date.parse(signedUpAt)) / dayMs));
  if (days >= 730) return countOf(Math.floor(days / 365), 'year');
  if (days >= 60) return countOf(Math.floor(days / 30.4375), 'month');
  return countOf(days, 'day');
}

/** The calendar day of an instant in the reader's own zone, YYYY-MM-DD. */
export function dayOf(nowMs: number): string {
  return new Intl.DateTimeFormat('sv-SE').format(nowMs);
}

/** Whole days until a calendar day; negative when it has passed. */
export function daysUntil(date: string, nowMs: number): number {
  return Math.round((Date.parse(date) - Date.parse(dayOf(nowMs))) / dayMs);
}

/** "Today", "Tomorrow", "in 5 days", "3 days ago". */
export function inDays(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${days} days` : `${countOf(-days, 'day')} ago`;
}

/** How late and how old a task is, in words; null while it is fresh and on time. */
export function ageingOf(task: Pick<Task, 'createdAt' | 'dueOn'>, nowMs: number): string | null {
  const { ageDays, overdueDays } = taskAge({ createdOn: task.createdAt.slice(0, 10), dueOn: task.dueOn }, dayOf(nowMs));
  if (overdueDays > 0) return `${countOf(overdueDays, 'day')} overdue`;
  return ageDays >= 7 ? `${countOf(ageDays, 'day')} old` : null;
}

/** "London, GB". */
export function placeOf({ region, country }: Pick<Supplier, 'region' | 'country'>): string {
  return `${region}, ${country}`;
}
