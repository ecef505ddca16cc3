import type { z } from 'zod';
import { eventKinds, type EventType } from '../events/index.ts';
import type { EventKind, PayloadSchema } from '../platform/index.ts';

type Property = string | number | boolean | null;
export type MarketingProperties = Readonly<Record<string, Property>>;

/** Which event the marketing tool hears of, under which name, and what it is told. */
export type MarketingRule = {
  readonly name: string;
  readonly eventType: EventType;
  /** How the tool's journeys name it. */
  readonly tellsAs: string;
  readonly title: string;
  /** What goes along; null when this event is none of the tool's business. */
  readonly propertiesOf: (payload: unknown) => MarketingProperties | null;
};

/** One row for each thing that a journey of the tool may begin or end with. Figures of money and reasons of people stay here, but for what is owed. */
export const marketingRules: readonly MarketingRule[] = [
  rule('milestone-reached', 'milestone.reached', eventKinds['milestone.reached'], {
    tellsAs: 'milestone_reached',
    title: 'Reached a milestone',
    properties: ({ milestone, title, day }) => ({ milestone, title, day }),
  }),
  rule('risk-rose', 'health.dropped_to_at_risk', eventKinds['health.dropped_to_at_risk'], {
    tellsAs: 'risk_rose',
    title: 'Is at risk of leaving',
    properties: ({ bandBefore, bandAfter }) => ({ before: bandBefore, after: bandAfter }),
  }),
  rule('referral-credited', 'referral.credited', eventKinds['referral.credited'], {
    tellsAs: 'referral_credited',
    title: 'Earned credit for a referral',
    properties: ({ referralId }) => ({ referralId }),
  }),
  rule('trial-ended', 'supplier.standing_changed', eventKinds['supplier.standing_changed'], {
    tellsAs: 'trial_ended',
    title: 'Its trial ended',
    when: ({ lifecycleBefore, lifecycle }) => lifecycleBefore === 'trial' && lifecycle !== 'trial',
    properties: ({ lifecycle, planCode }) => ({ became: lifecycle, plan: planCode }),
  }),
  rule('payment-recovered', 'dunning.recovered', eventKinds['dunning.recovered'], {
    tellsAs: 'payment_recovered',
    title: 'Paid what was owed',
    properties: ({ amountMinor, currency }) => ({ amountMinor, currency }),
  }),
  rule('subscription-ended', 'subscription.cancelled', eventKinds['subscription.cancelled'], {
    tellsAs: 'subscription_ended',
    title: 'Its subscription ended',
    properties: ({ cancellationFeedback }) => ({ feedback: cancellationFeedback }),
  }),
];

type Telling<Payload extends PayloadSchema> = Pick<MarketingRule, 'tellsAs' | 'title'> & {
  readonly when?: (payload: z.infer<Payload>) => boolean;
  readonly properties: (payload: z.infer<Payload>) => MarketingProperties;
};

function rule<Payload extends PayloadSchema>(
  name: string,
  eventType: EventType,
  { payload: schema }: EventKind<Payload>,
  { tellsAs, title, when = () => true, properties }: Telling<Payload>,
): MarketingRule {
  const propertiesOf = (told: unknown) => {
    const payload = schema.parse(told);
    return when(payload) ? properties(payload) : null;
  };
  return { name, eventType, tellsAs, title, propertiesOf };
}
