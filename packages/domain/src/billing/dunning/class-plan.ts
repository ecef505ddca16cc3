import type { RestrictedAccess } from '../entitlement.ts';
import type { DeclineClass } from './decline-class.ts';

/** What dunning does one after the other; each happens at most once in a case. */
export const dunningStages = ['notice', 'reminder', 'restrict', 'suspend', 'cancel', 'win_back'] as const;
export type DunningStage = (typeof dunningStages)[number];

/** One class of declines: what it means, and on which day each stage is due. */
export type ClassPlan = {
  readonly title: string;
  readonly meaning: string;
  /** Whether asking the bank again with the same card can help, and is allowed by the networks. */
  readonly mayRetry: boolean;
  /** Days after the first failure; a stage without a day never comes. */
  readonly days: Readonly<Partial<Record<DunningStage, number>>>;
  /** What the letter says and asks for; never the bank's own words, which may accuse. Null: the supplier is not written to. */
  readonly words: { readonly why: string; readonly ask: string; readonly button: string } | null;
};

/** All classes. Day 30 is when MRR counts the supplier as lost, so that the books and the access end together. */
export const classPlans: Readonly<Record<DeclineClass, ClassPlan>> = {
  hard: {
    title: 'Needs another card',
    meaning: 'The bank will not accept this card again. Only another payment method helps.',
    mayRetry: false,
    days: { notice: 0, reminder: 3, restrict: 7, suspend: 16, cancel: 30, win_back: 44 },
    words: {
      why: 'Your bank declined the card we have on file, and we cannot use it again.',
      ask: 'Please pay with another card or account; we will keep it for the next invoices.',
      button: 'Use another card',
    },
  },
  revoked: {
    title: 'Permission withdrawn',
    meaning: 'The cardholder told the bank to stop our payments. Asking again invites a chargeback; ask the person.',
    mayRetry: false,
    days: { notice: 0, suspend: 16, cancel: 30 },
    words: null,
  },
  details: {
    title: 'Card details out of date',
    meaning: 'Expired or mistyped. The network may send the new details by itself within a day.',
    mayRetry: false,
    days: { notice: 1, reminder: 5, restrict: 10, suspend: 20, cancel: 30, win_back: 44 },
    words: {
      why: 'The details of your card seem to be out of date.',
      ask: 'Please enter your present card once; it takes a minute.',
      button: 'Update card',
    },
  },
  authentication: {
    title: 'Needs confirmation',
    meaning: 'The bank wants the cardholder to confirm the payment. Only they can.',
    mayRetry: false,
    days: { notice: 0, reminder: 2, restrict: 10, suspend: 20, cancel: 30, win_back: 44 },
    words: {
      why: 'Your bank asks you to confirm this payment.',
      ask: 'Open the invoice and confirm it with your bank; nothing else is needed.',
      button: 'Confirm payment',
    },
  },
  funds: {
    title: 'Not enough funds',
    meaning: 'The account was short on the day. Usually mends itself around payday.',
    mayRetry: true,
    days: { notice: 0, reminder: 6, restrict: 14, suspend: 22, cancel: 30, win_back: 44 },
    words: {
      why: 'The payment did not go through this time.',
      ask: 'We will try again in the next days. You can also pay now, or with another card.',
      button: 'Pay now',
    },
  },
  transient: {
    title: 'Hiccup on the way',
    meaning: 'The bank or the network had a moment. The next try usually works.',
    mayRetry: true,
    days: { notice: 2, reminder: 6, restrict: 14, suspend: 22, cancel: 30, win_back: 44 },
    words: {
      why: 'A technical problem at the bank kept the payment from going through.',
      ask: 'We will try again. If you would rather have it done, you can pay now.',
      button: 'Pay now',
    },
  },
  opaque: {
    title: 'Declined without a reason',
    meaning: 'The bank said no and not why. A try or two may work; then the customer must ask the bank.',
    mayRetry: true,
    days: { notice: 0, reminder: 4, restrict: 10, suspend: 20, cancel: 30, win_back: 44 },
    words: {
      why: 'Your bank declined the payment without telling us why.',
      ask: 'A short call to your bank often helps; or pay with another card.',
      button: 'Pay or change card',
    },
  },
  ours: {
    title: 'Our own doing',
    meaning:
      'A rule, a missing payment method or a mistake on our side. The supplier is not to blame and not written to.',
    mayRetry: false,
    days: { notice: 1 },
    words: null,
  },
};

/** What a stage does to access; stages that are not here leave it alone. */
export const accessAfter: Readonly<Partial<Record<DunningStage, RestrictedAccess>>> = {
  restrict: 'read_only',
  suspend: 'suspended',
};

/** Which letter a stage sends. The last is marketing: it leaves only where the contact agreed to that. */
export const letterOfStage: Readonly<Partial<Record<DunningStage, string>>> = {
  notice: 'payment-failed',
  reminder: 'payment-reminder',
  restrict: 'account-restricted',
  suspend: 'final-notice',
  cancel: 'subscription-ended',
  win_back: 'win-back',
};
