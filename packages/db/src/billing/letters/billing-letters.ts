import type { Reader } from '../../platform/index.ts';
import {
  beganAt,
  cardFacts,
  creditFacts,
  latestCredit,
  latestOffer,
  latestPaidInvoice,
  latestRefund,
  latestSubscription,
  offerFacts,
  paidAt,
  payingCardOf,
  receiptFacts,
  refundFacts,
  trialFacts,
  welcomeFacts,
} from './letter-facts.queries.ts';
import { latestCaseOf, owedFacts } from './owed-facts.queries.ts';

/** One letter of billing: what it is about, where its facts come from, and what makes two of them the same. */
export type BillingLetter = {
  readonly template: string;
  /** The thing a letter to this supplier would be about now; null when there is none. */
  readonly latest: (reader: Reader, supplierId: string) => Promise<string | null>;
  /** The facts the template needs; null when this thing gives no reason to write. */
  readonly facts: (reader: Reader, id: string) => Promise<Readonly<Record<string, unknown>> | null>;
  /** The letter is sent once for each key. */
  readonly key: (id: string, supplierId: string) => string;
  readonly nothing: string;
  /** When it happened, for letters that are sent only while that is news. */
  readonly happenedAt?: (reader: Reader, id: string) => Promise<Date | null>;
};

/** All of them, one row each. */
export const billingLetters: readonly BillingLetter[] = [
  {
    template: 'welcome',
    latest: latestSubscription,
    facts: welcomeFacts,
    key: (_id, supplierId) => `welcome:${supplierId}`,
    nothing: 'There is no subscription yet.',
    happenedAt: beganAt,
  },
  {
    template: 'trial-ending',
    latest: latestSubscription,
    facts: trialFacts,
    key: (id) => `trial-ending:${id}`,
    nothing: 'No trial is running.',
  },
  {
    template: 'receipt',
    latest: latestPaidInvoice,
    facts: receiptFacts,
    key: (id) => `receipt:${id}`,
    nothing: 'Nothing has been paid yet.',
    happenedAt: paidAt,
  },
  {
    template: 'card-expiring',
    latest: payingCardOf,
    facts: cardFacts,
    key: (id) => `card-expiring:${id}`,
    nothing: 'No card that pays for a subscription expires in the next 30 days.',
  },
  ...[
    ['payment-failed', 'notice'],
    ['payment-reminder', 'reminder'],
    ['account-restricted', 'restrict'],
    ['final-notice', 'suspend'],
    ['subscription-ended', 'cancel'],
  ].map(([template = '', stage = '']) => ({
    template,
    latest: latestCaseOf,
    facts: owedFacts,
    key: (id: string) => `dunning:${id}:${stage}`,
    nothing: 'No payment is in trouble, or it is no fault of the supplier.',
  })),
  {
    template: 'win-back',
    latest: latestSubscription,
    facts: welcomeFacts,
    key: (id) => `win-back:${id}`,
    nothing: 'There was no subscription.',
  },
  {
    template: 'win-back-offer',
    latest: latestOffer,
    facts: offerFacts,
    key: (id) => `win-back-offer:${id}`,
    nothing: 'No offer to come back has been made.',
  },
  {
    template: 'refund-made',
    latest: latestRefund,
    facts: refundFacts,
    key: (id) => `refund-made-to-supplier:${id}`,
    nothing: 'Nothing has been refunded.',
  },
  {
    template: 'credit-given',
    latest: latestCredit,
    facts: creditFacts,
    key: (id) => `credit-given-to-supplier:${id}`,
    nothing: 'No credit has been given.',
  },
];

export function findBillingLetter(template: string): BillingLetter | undefined {
  return billingLetters.find((letter) => letter.template === template);
}
