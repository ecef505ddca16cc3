import { DAY_MS, daysBetween, calendarDate } from '@wedsync/domain/platform';
import { classPlans, type DunningStage } from './class-plan.ts';
import type { DeclineClass } from './decline-class.ts';

/** What decides what a person should do about a case next. */
export type NextBestFacts = {
  readonly provider: string;
  readonly class: DeclineClass;
  readonly attemptCount: number;
  readonly capLeft: number;
  readonly holdKind: 'pause' | 'promise' | null;
  readonly heldUntil: Date | null;
  readonly nextStage: DunningStage | null;
  readonly nextStepAt: Date | null;
  /** When the provider tries again by itself. */
  readonly nextAttemptAt: Date | null;
  readonly now: Date;
};

/** `verb` names the action of the case that does it; null when it is done by talking or waiting. */
export type NextBestAction = { readonly label: string; readonly why: string; readonly verb: string | null };

type Row = {
  readonly when: (facts: NextBestFacts) => boolean;
  readonly advise: (facts: NextBestFacts) => NextBestAction;
};

const accessEndsSoonMs = 3 * DAY_MS;
/** After so many tries of a bank that gives no reason, only the customer can find out. */
const triesBeforeAsking = 2;

/** The first row that fits decides. */
const rows: readonly Row[] = [
  {
    when: ({ holdKind }) => holdKind === 'promise',
    advise: ({ heldUntil, now }) => wait(`Payment is promised${inDays(heldUntil, now)}.`),
  },
  {
    when: ({ holdKind }) => holdKind === 'pause',
    advise: ({ heldUntil, now }) => wait(`Paused; it goes on${inDays(heldUntil, now)}.`),
  },
  {
    when: ({ class: of }) => of === 'ours',
    advise: () =>
      talk('Mend it on our side', 'Look at the rule or the missing payment method; the supplier did nothing wrong.'),
  },
  {
    when: ({ class: of }) => of === 'revoked',
    advise: () =>
      talk(
        'Ask whether they want to leave',
        'The cardholder stopped our payments at the bank. Another try invites a chargeback.',
      ),
  },
  {
    when: ({ nextStage, nextStepAt, now }) =>
      (nextStage === 'suspend' || nextStage === 'cancel') &&
      nextStepAt !== null &&
      nextStepAt.getTime() - now.getTime() < accessEndsSoonMs,
    advise: ({ nextStage }) =>
      talk(
        'Call them',
        `Letters have not helped, and ${nextStage === 'cancel' ? 'the subscription ends' : 'access ends'} within three days.`,
      ),
  },
  {
    when: ({ provider, nextAttemptAt }) => provider === 'paypal' && nextAttemptAt === null,
    advise: () =>
      talk('Ask them to pay at PayPal', 'PayPal has stopped trying, and only the account’s owner can start it again.'),
  },
  {
    when: ({ class: of, provider }) => provider === 'paypal' && (of === 'details' || of === 'hard'),
    advise: ({ class: of }) => talk('Ask them to look at their PayPal account', classPlans[of].meaning),
  },
  {
    when: ({ class: of }) => of === 'details' || of === 'hard',
    advise: ({ class: of }) => ({
      label: 'Send a link for a new card',
      why: classPlans[of].meaning,
      verb: 'card-link',
    }),
  },
  {
    when: ({ class: of }) => of === 'authentication',
    advise: () => talk('Send the invoice link', 'Only the cardholder can confirm the payment with the bank.'),
  },
  {
    when: ({ class: of, attemptCount }) => of === 'funds' && attemptCount >= triesBeforeAsking,
    advise: () => talk('Offer a pause or a smaller plan', 'The account was short more than once.'),
  },
  {
    when: ({ class: of, attemptCount }) => of === 'opaque' && attemptCount > triesBeforeAsking,
    advise: () => talk('Ask them to call the bank', 'The bank gives no reason to us; it will to its customer.'),
  },
  {
    when: ({ nextAttemptAt }) => nextAttemptAt !== null,
    advise: ({ nextAttemptAt, now }) => wait(`The provider tries again by itself${inDays(nextAttemptAt, now)}.`),
  },
  {
    when: ({ class: of, capLeft }) => classPlans[of].mayRetry && capLeft > 0,
    advise: ({ class: of }) => ({ label: 'Retry now', why: classPlans[of].meaning, verb: 'retry' }),
  },
];

/** What helps most now, and why. */
export function nextBestAction(facts: NextBestFacts): NextBestAction {
  const row = rows.find(({ when }) => when(facts));
  return (
    row?.advise(facts) ?? {
      label: 'Send a link for a new card',
      why: 'Nothing is tried any more by itself.',
      verb: 'card-link',
    }
  );
}

function wait(why: string): NextBestAction {
  return { label: 'Wait', why, verb: null };
}

function talk(label: string, why: string): NextBestAction {
  return { label, why, verb: null };
}

function inDays(at: Date | null, now: Date): string {
  if (at === null) return '';
  const days = daysBetween(calendarDate(now), calendarDate(at));
  if (days <= 0) return ' today';
  return days === 1 ? ' tomorrow' : ` in ${days} days`;
}
