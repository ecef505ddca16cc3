import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PaypalEngine } from '../paypal/index.ts';
import type { StripeEngine } from '../stripe/index.ts';
import { isoInstant } from '../world/calendar.ts';
import { monthlyHazard, upliftBySegment } from '../world/index.ts';
import type { HazardRecord, SegmentUplift, Touch, World } from '../world/index.ts';
import { ledgerTruth } from './ledger.ts';
import type { LedgerTruth } from './ledger.ts';
import { mrrTruth } from './mrr.ts';
import type { MrrTruth } from './mrr.ts';
import type { PaypalHistory } from './paypal-history.ts';
import { referralTruth, type CustomerTimes, type ReferralTruth } from './referrals.ts';
import { all, balanceTransactionView, payoutView, subscriptionView, supplierByCustomer } from './stripe-views.ts';
import type { SubscriptionHistory, SubscriptionStory } from './subscription-history.ts';

export interface SupplierTruth {
  externalId: string;
  businessName: string;
  stage: string;
  customer: string;
  churnedAt: string | null;
  churnCause: string | null;
  engagement: number;
  subscription: {
    id: string;
    status: string;
    plan: string | null;
    currency: string;
    cancelAtPeriodEnd: boolean;
    paused: boolean;
  } | null;
}

export interface Truth {
  asOf: string;
  seed: number;
  stripe: {
    /** currency -> bucket -> minor units */
    balance: Record<string, Record<string, number>>;
    /** type -> currency -> sums */
    balanceTransactions: Record<string, Record<string, { count: number; gross: number; fee: number; net: number }>>;
    /** noun -> status (or type, or `all`) -> how many */
    counts: Record<string, Record<string, number>>;
    /** status -> currency -> sum */
    payouts: Record<string, Record<string, number>>;
  };
  paypal: {
    /** currency -> minor units */
    balance: Record<string, number>;
    /** T-code -> currency -> sums */
    movements: Record<string, Record<string, { count: number; gross: number; fee: number }>>;
    /** noun -> status -> how many */
    counts: Record<string, Record<string, number>>;
  };
  ledger: LedgerTruth;
  mrr: MrrTruth;
  suppliers: SupplierTruth[];
  hazards: readonly HazardRecord[];
  /** What advice of the product does to who pays now, and whom it reached. */
  interventions: {
    segments: readonly SegmentUplift[];
    /** supplier external id -> what reached it */
    touches: Record<string, readonly Touch[]>;
  };
  referrals: ReferralTruth;
  /** supplier external id -> event name -> how many were sent */
  productEvents: Record<string, Record<string, number>>;
}

export interface TruthSources {
  engine: StripeEngine;
  world: World;
  history: SubscriptionHistory;
  paypal: PaypalEngine;
  paypalHistory: PaypalHistory;
}

/** Everything the sandbox knows to be true as of the virtual now; what each part means is in the README beside. */
export function stateTruth({ engine, world, history, paypal, paypalHistory }: TruthSources): Truth {
  const stories = [...history.list(), ...paypalHistory.list()];
  const suppliers = new Map([...supplierByCustomer(engine), ...payersOf(paypalHistory)]);
  const states = [...world.context.states()];
  return {
    asOf: isoInstant(engine.now()),
    seed: world.options.seed,
    stripe: {
      balance: stripeBalance(engine),
      balanceTransactions: balanceTransactionSums(engine),
      counts: Object.fromEntries(nouns.map((noun) => [noun, countsOf(engine, noun)])),
      payouts: payoutSums(engine),
    },
    paypal: paypalTruth(paypal),
    ledger: ledgerTruth(engine, paypal),
    mrr: mrrTruth(stories, suppliers, engine.now()),
    suppliers: states.map((state) => supplierTruth({ engine, paypal, world }, state.number)),
    hazards: world.context.hazards,
    interventions: interventionTruth(world, engine.now()),
    referrals: referralTruth(world, customerTimes(stories, suppliers, world), engine.now()),
    productEvents: Object.fromEntries(
      states.map((state) => [world.context.profile(state.number).externalId, { ...state.eventCounts }]),
    ),
  };
}

/** Of all subscriptions of a supplier: the first payment above zero, and the end of the last of them. */
function customerTimes(
  stories: readonly SubscriptionStory[],
  suppliers: ReadonlyMap<string, string>,
  world: World,
): CustomerTimes {
  const numbers = new Map(
    [...world.context.states()].map(({ number }) => [world.context.profile(number).externalId, number]),
  );
  const times = new Map<number, { since: number; until: number }>();
  for (const { customer, firstPaidAt, states } of stories) {
    const number = numbers.get(suppliers.get(customer) ?? '');
    const last = states.at(-1);
    if (number === undefined || last === undefined || last.status.startsWith('incomplete')) continue;
    const known = times.get(number) ?? { since: Infinity, until: 0 };
    times.set(number, {
      since: Math.min(firstPaidAt ?? Infinity, known.since),
      until: Math.max(last.status === 'canceled' ? last.at : Infinity, known.until),
    });
  }
  return times;
}

function interventionTruth({ context }: World, now: number): Truth['interventions'] {
  const whom = [...context.states()].map((state) => ({ state, profile: context.profile(state.number) }));
  const paying = whom.filter(({ state }) => state.stage === 'paying');
  const reached = whom.flatMap(({ state: { touches }, profile }) =>
    touches === undefined ? [] : [[profile.externalId, touches] as const],
  );
  return { segments: upliftBySegment(paying, monthlyHazard, now), touches: Object.fromEntries(reached) };
}

const payerPrefix = 'paypal:';

/** Customer as the histories know it -> the host application's supplier id. */
function payersOf(history: PaypalHistory): [string, string][] {
  return history.list().map(({ customer }) => [customer, customer.slice(payerPrefix.length)]);
}

function paypalTruth({ kernel: { state } }: PaypalEngine): Truth['paypal'] {
  const movements: Truth['paypal']['movements'] = {};
  for (const { code, currency, amountMinor, feeMinor } of state.movements) {
    const sum = ((movements[code] ??= {})[currency.toLowerCase()] ??= { count: 0, gross: 0, fee: 0 });
    sum.count += 1;
    sum.gross += amountMinor;
    sum.fee += feeMinor;
  }
  const nonZero = [...state.balances].filter(([, amount]) => amount !== 0);
  return {
    balance: Object.fromEntries(nonZero.map(([currency, amount]) => [currency.toLowerCase(), amount])),
    movements,
    counts: {
      product: tally([...state.products.values()].map(() => 'all')),
      plan: tally([...state.plans.values()].map(({ status }) => status)),
      subscription: tally([...state.subscriptions.values()].map(({ status }) => status)),
      payment: tally([...state.payments.values()].map(({ state: is }) => is)),
      refund: tally([...state.refunds.values()].map(({ status }) => status)),
      dispute: tally([...state.disputes.values()].map(({ status }) => status)),
    },
  };
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function paypalSubscription({ kernel: { state } }: PaypalEngine, id: string): SupplierTruth['subscription'] {
  const subscription = state.subscriptions.get(id);
  const plan = subscription && state.plans.get(subscription.planId);
  if (!subscription || !plan) return null;
  const { status, failures } = subscription;
  const paused = status === 'SUSPENDED' && failures === 0;
  return { id, status, plan: plan.name, currency: plan.currency.toLowerCase(), cancelAtPeriodEnd: false, paused };
}

/** One short text that is the same only when every part of the truth is. */
export function hashOf(truth: Truth): string {
  return createHash('sha256').update(JSON.stringify(truth)).digest('hex');
}

const nouns = [
  'customer',
  'product',
  'price',
  'coupon',
  'tax_rate',
  'payment_method',
  'subscription',
  'invoice',
  'invoiceitem',
  'invoice_payment',
  'credit_note',
  'payment_intent',
  'charge',
  'refund',
  'dispute',
  'balance_transaction',
  'payout',
] as const;

const withStatus = z.object({ status: z.string().optional(), type: z.string().optional() });

/** By status; balance transactions by type, which is what they are told apart by. */
function countsOf(engine: StripeEngine, noun: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const stored of engine.store.list(noun)) {
    const { status, type } = withStatus.parse(stored);
    const key = (noun === 'balance_transaction' ? type : status) ?? 'all';
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const money = z.array(z.object({ amount: z.number(), currency: z.string() }));
const balanceView = z.record(z.string(), z.unknown());

function stripeBalance(engine: StripeEngine): Record<string, Record<string, number>> {
  const balance: Record<string, Record<string, number>> = {};
  const reply = balanceView.parse(engine.reply({ method: 'GET', path: '/v1/balance' }));
  for (const [bucket, value] of Object.entries(reply)) {
    const amounts = money.safeParse(value);
    for (const { amount, currency } of amounts.data ?? []) {
      if (amount !== 0) (balance[currency] ??= {})[bucket] = amount;
    }
  }
  return balance;
}

function balanceTransactionSums(engine: StripeEngine): Truth['stripe']['balanceTransactions'] {
  const sums: Truth['stripe']['balanceTransactions'] = {};
  for (const { type, currency, amount, fee, net } of all(engine, 'balance_transaction', balanceTransactionView)) {
    const sum = ((sums[type] ??= {})[currency] ??= { count: 0, gross: 0, fee: 0, net: 0 });
    sum.count += 1;
    sum.gross += amount;
    sum.fee += fee;
    sum.net += net;
  }
  return sums;
}

function payoutSums(engine: StripeEngine): Truth['stripe']['payouts'] {
  const sums: Truth['stripe']['payouts'] = {};
  for (const { status, currency, amount } of all(engine, 'payout', payoutView)) {
    const byCurrency = (sums[status] ??= {});
    byCurrency[currency] = (byCurrency[currency] ?? 0) + amount;
  }
  return sums;
}

function supplierTruth(
  { engine, paypal, world }: Pick<TruthSources, 'engine' | 'paypal' | 'world'>,
  number: number,
): SupplierTruth {
  const profile = world.context.profile(number);
  const state = world.context.state(number);
  const stored = state && engine.store.get(state.subscriptionId);
  const subscription = stored ? subscriptionView.parse(stored) : null;
  return {
    externalId: profile.externalId,
    businessName: profile.businessName,
    stage: state?.stage ?? 'unknown',
    customer: state?.customerId ?? '',
    churnedAt: state?.churnedAt ? isoInstant(state.churnedAt) : null,
    churnCause: state?.churnCause ?? null,
    engagement: state?.engagement ?? 0,
    subscription: profile.paysByPaypal
      ? paypalSubscription(paypal, state?.subscriptionId ?? '')
      : subscription && {
          id: subscription.id,
          status: subscription.status,
          plan: subscription.items.data[0]?.price.lookup_key ?? null,
          currency: subscription.currency,
          cancelAtPeriodEnd: subscription.cancel_at_period_end,
          paused: subscription.pause_collection !== null,
        },
  };
}
