import { providerNames } from '@wedsync/domain/billing';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@wedsync/domain/platform';
import type { Patience, Thresholds, WorseWhen } from './state.ts';

export const monitorGroups = ['integrations', 'latency', 'delivery', 'records', 'models', 'success'] as const;
export type MonitorGroup = (typeof monitorGroups)[number];

/** What a value is counted in: milliseconds, a share of one, a number of things, or a figure without a unit. */
export const monitorUnits = ['ms', 'share', 'count', 'figure', 'days'] as const;
export type MonitorUnit = (typeof monitorUnits)[number];

/** One thing the house keeps an eye on. What may be tuned (thresholds, sample, patience, channel) is a suggestion here; a row in the database wins. */
export type Monitor = {
  readonly name: string;
  readonly group: MonitorGroup;
  readonly title: string;
  /** What the value is, in a sentence. */
  readonly measures: string;
  /** Which records it is taken from. */
  readonly source: string;
  readonly unit: MonitorUnit;
  readonly worseWhen: WorseWhen;
  /** What the value is when nothing at all is wrong: thresholds are tightened towards it and eased away from it. */
  readonly ideal: number;
  readonly suggested: Thresholds;
  readonly patience: Patience;
  readonly minSample: number;
  /** How long a time the value speaks of; null for the moment it was taken. */
  readonly windowMs: number | null;
  /** Without a reading for this long the state is unknown. */
  readonly staleAfterMs: number;
  readonly keepDays: number;
  /** `measured` every minute by operations, `reported` by the capability that knows. */
  readonly filled: 'measured' | 'reported';
  /** Grows with the work of the house, so that more of it is ordinary in season. */
  readonly growsWithWork: boolean;
  /** Held to more on a day of many weddings. */
  readonly tightens: boolean;
  /** Where it is told. */
  readonly channel: string;
  /** A kind of alert that already tells when it is critical; null when the monitor tells it itself. */
  readonly toldBy: string | null;
  /** A page of docs/runbooks. */
  readonly runbook: string;
  /** Page of the admin with the rows behind the value, and how it is filtered. */
  readonly rows: { readonly page: string; readonly filter?: Readonly<Record<string, unknown>> };
};

type Given = Pick<Monitor, 'name' | 'title' | 'measures' | 'source' | 'suggested' | 'runbook' | 'rows'> &
  Partial<Monitor>;

/** A value taken every minute: two of three readings make it worse, three good ones make it better. */
const everyMinute = {
  patience: { needed: 2, of: 3 },
  minSample: 0,
  windowMs: null,
  staleAfterMs: 10 * MINUTE_MS,
  keepDays: 14,
  filled: 'measured',
  growsWithWork: false,
  tightens: true,
  channel: '#alerts',
  toldBy: null,
} as const;

/** A figure that comes once a day is believed at once; it says nothing about today's weddings. */
const onceADay = {
  ...everyMinute,
  patience: { needed: 1, of: 1 },
  staleAfterMs: 50 * HOUR_MS,
  keepDays: 400,
  filled: 'reported',
  tightens: false,
  channel: '#customer-success',
} as const;

const age = { unit: 'ms', worseWhen: 'higher', ideal: 0 } as const;
const count = { unit: 'count', worseWhen: 'higher', ideal: 0, growsWithWork: true } as const;
const successShare = { unit: 'share', worseWhen: 'lower', ideal: 1 } as const;

export const monitors: readonly Monitor[] = [
  integration({
    name: 'sync-age',
    title: 'Last sync',
    measures: 'Time since the last sync with the provider that ended well, in intervals of its schedule: 1 is on time.',
    source: 'Runs of payments.sync and the schedule under Payments, Syncs',
    unit: 'figure',
    ideal: 0,
    suggested: { warning: 1.25, critical: 2.5 },
    tightens: false,
    runbook: 'webhooks-lost',
    rows: { page: 'syncs' },
  }),
  integration({
    ...count,
    name: 'intake-refusals',
    title: 'Deliveries turned away',
    measures: 'Webhooks of the provider refused at the door (signature, size, time) in this hour and the one before.',
    source: 'Refusals counted at the door, by hour',
    suggested: { warning: 10, critical: 100 },
    windowMs: HOUR_MS,
    runbook: 'webhooks-lost',
    rows: { page: 'provider-events' },
  }),
  integration({
    ...count,
    name: 'malformed-events',
    title: 'Malformed product events',
    measures: 'Product events of the host application that could not be read, in this hour and the one before.',
    source: 'Refusals counted at the door, by hour and by the field that was wrong',
    suggested: { warning: 20, critical: 500 },
    windowMs: HOUR_MS,
    runbook: 'malformed-events',
    rows: { page: 'malformed-events' },
  }),
  integration({
    ...age,
    name: 'paypal-waiting',
    title: 'PayPal waiting room',
    measures: 'How long the oldest delivery has waited to be verified.',
    source: 'Deliveries of PayPal that nobody has verified yet',
    suggested: { warning: 5 * MINUTE_MS, critical: 30 * MINUTE_MS },
    runbook: 'paypal-refused',
    rows: { page: 'provider-events', filter: { provider: ['paypal'] } },
  }),
  integration({
    ...count,
    name: 'breakers',
    title: 'Destinations that rest',
    measures: 'Destinations that are left alone because they failed again and again.',
    source: 'Breakers, one a destination',
    suggested: { warning: 1, critical: 3 },
    growsWithWork: false,
    runbook: 'breaker-open',
    rows: { page: 'operations' },
  }),
  latency({
    name: 'inbox-lag',
    title: 'Inbox',
    measures: 'How long the oldest provider event that is due has waited to be applied.',
    source: 'Provider events received or to be tried again',
    suggested: { warning: MINUTE_MS, critical: 10 * MINUTE_MS },
    runbook: 'inbox-grows',
    rows: { page: 'provider-events' },
  }),
  latency({
    name: 'outbox-lag',
    title: 'Followers of events',
    measures: 'How long the oldest event has waited for the follower that is furthest behind.',
    source: 'Events and the place of each follower',
    suggested: { warning: MINUTE_MS, critical: 10 * MINUTE_MS },
    runbook: 'house-slow',
    rows: { page: 'operations?tab=consumers' },
  }),
  latency({
    name: 'recompute-age',
    title: 'Figures to recompute',
    measures: 'How long the oldest supplier with new facts has waited for its figures.',
    source: 'Marks of suppliers to recompute',
    suggested: { warning: 2 * MINUTE_MS, critical: 15 * MINUTE_MS },
    runbook: 'house-slow',
    rows: { page: 'operations' },
  }),
  latency({
    name: 'job-lateness',
    title: 'Jobs',
    measures: 'How long the job that has waited longest has been due.',
    source: 'Job runs that are due and not taken',
    suggested: { warning: 2 * MINUTE_MS, critical: 15 * MINUTE_MS },
    runbook: 'worker-died',
    rows: { page: 'operations?tab=jobs' },
  }),
  latency({
    name: 'api-latency',
    title: 'Answers of the api',
    measures: '95 of 100 requests of the last five minutes were answered within this time.',
    source: 'Requests timed by each process of the api; live streams excepted',
    suggested: { warning: SECOND_MS / 2, critical: 2 * SECOND_MS },
    minSample: 20,
    windowMs: 5 * MINUTE_MS,
    filled: 'reported',
    runbook: 'house-slow',
    rows: { page: 'operations' },
  }),
  latency({
    name: 'messages-waiting',
    title: 'Messages that wait',
    measures: 'How long the message that is due longest has waited to leave, attempts and pauses included.',
    source: 'Messages by channel that are to leave by now; what waits for a later hour on purpose does not count',
    suggested: { warning: 15 * MINUTE_MS, critical: HOUR_MS },
    group: 'delivery',
    runbook: 'breaker-open',
    rows: { page: 'messages', filter: { state: ['scheduled', 'sending', 'failed'] } },
  }),
  delivery({
    name: 'message-success',
    title: 'Messages delivered',
    measures: 'Share of the messages that ended in the last hour and arrived: not bounced, not given up.',
    source: 'Messages by channel',
    suggested: { warning: 0.97, critical: 0.9 },
    runbook: 'breaker-open',
    rows: { page: 'messages', filter: { state: ['dead', 'bounced', 'failed'] } },
  }),
  delivery({
    name: 'webhook-success',
    title: 'Webhooks applied',
    measures: 'Share of the provider events that ended in the last hour and were applied: not given up.',
    source: 'Provider events by provider',
    suggested: { warning: 0.99, critical: 0.95 },
    runbook: 'inbox-grows',
    rows: { page: 'provider-events', filter: { state: ['dead', 'failed'] } },
  }),
  records({
    ...count,
    name: 'dead-letters',
    title: 'Dead letters',
    measures: 'What the house gave up on and nobody has decided about.',
    source: 'Dead letters that wait for a decision',
    suggested: { warning: 5, critical: 50 },
    runbook: 'dead-letters',
    rows: { page: 'operations?tab=dead-letters' },
  }),
  records({
    ...count,
    name: 'books',
    title: 'Consistency of the books',
    measures: 'How many of the things that must always hold of the books do not.',
    source: 'The checks of the books, made every quarter of an hour',
    suggested: { warning: 1, critical: 1 },
    patience: { needed: 1, of: 1 },
    growsWithWork: false,
    toldBy: 'books-inconsistent',
    channel: '#billing',
    runbook: 'reconciliation',
    rows: { page: 'operations' },
  }),
  records({
    name: 'months-ahead',
    title: 'Months made ahead',
    measures: 'Days until a table that is kept by month has no month made for what comes.',
    source: 'Partitions of product events and health history',
    unit: 'days',
    worseWhen: 'lower',
    ideal: 62,
    suggested: { warning: 20, critical: 5 },
    tightens: false,
    runbook: 'worker-died',
    rows: { page: 'operations?tab=jobs' },
  }),
  model({
    name: 'churn-accuracy',
    title: 'Churn: accuracy',
    measures:
      'Share of past forecasts that were right. Read it beside the base rate: with 3 % leaving, "nobody leaves" is right 97 times of 100.',
    source: 'Forecasts of the model in office whose horizon has passed',
    ...successShare,
    suggested: { warning: 0.85, critical: 0.75 },
    toldBy: 'churn-model-critical',
  }),
  model({
    name: 'churn-skill',
    title: 'Churn: Brier skill',
    measures:
      'How much nearer the forecasts came than always saying the base rate would: 1 less Brier over p(1-p). Nought is worthless, whatever the accuracy.',
    source: 'Forecasts of the model in office whose horizon has passed',
    unit: 'figure',
    worseWhen: 'lower',
    ideal: 1,
    suggested: { warning: 0.02, critical: 0 },
    toldBy: 'churn-model-critical',
  }),
  model({
    name: 'churn-ranking',
    title: 'Churn: PR-AUC over base rate',
    measures: 'Average precision as a multiple of the base rate: 1 is drawing lots.',
    source: 'Forecasts of the model in office whose horizon has passed',
    unit: 'figure',
    worseWhen: 'lower',
    ideal: 3,
    suggested: { warning: 1.5, critical: 1.1 },
  }),
  model({
    name: 'churn-calibration',
    title: 'Churn: calibration',
    measures:
      'Slope of outcomes over forecasts, as its distance from 1 in either direction: 1.25 is a slope of 1.25 or 0.8.',
    source: 'Forecasts of the model in office whose horizon has passed',
    unit: 'figure',
    worseWhen: 'higher',
    ideal: 1,
    suggested: { warning: 1.25, critical: 2 },
  }),
  model({
    name: 'churn-drift',
    title: 'Churn: drift',
    measures:
      'Population stability index, less what chance gives, of the feature or the probability that moved most since training.',
    source: 'Suppliers foretold now against those of the training',
    unit: 'figure',
    worseWhen: 'higher',
    ideal: 0,
    suggested: { warning: 0.1, critical: 0.25 },
    minSample: 100,
  }),
  {
    ...onceADay,
    ...successShare,
    group: 'success',
    name: 'intervention-success',
    title: 'Interventions that reached their goal',
    measures:
      'Share of the treated whose goal was met, of those whose time to meet it has passed. What the holdout says of it stands on the page.',
    source: 'Interventions and their outcomes',
    suggested: { warning: 0.6, critical: 0.4 },
    minSample: 20,
    runbook: 'interventions-fail',
    rows: { page: 'interventions' },
  },
  {
    ...onceADay,
    group: 'success',
    name: 'intervention-effect',
    title: 'Interventions against who was held out',
    measures:
      'The most that treatment may add to the share that meets its goal: treated less held out, upper end of the 95 % interval. Under nought it does harm, however many meet their goal.',
    source: 'Interventions and their outcomes, both arms',
    unit: 'figure',
    worseWhen: 'lower',
    ideal: 1,
    suggested: { warning: 0.02, critical: 0 },
    runbook: 'interventions-fail',
    rows: { page: 'interventions' },
  },
];

/** The row of a monitor. @throws Error for a name that has none */
export function monitorOf(name: string): Monitor {
  const found = monitors.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no monitor ${name}.`);
  return found;
}

const subjectTitles: Readonly<Record<string, string>> = {
  ...providerNames,
  email: 'e-mail',
  sms: 'SMS',
  slack: 'Slack',
  in_app: 'in the app',
  marketing_tool: 'marketing tool',
};

/** The title of one line: the monitor and which of several it looks at. A number is a horizon in days. */
export function titleOf({ title }: Pick<Monitor, 'title'>, subject: string): string {
  if (subject === '') return title;
  const words = /^\d+$/.test(subject) ? `${subject} days` : (subjectTitles[subject] ?? subject.replaceAll('_', ' '));
  return `${title}, ${words}`;
}

function integration(given: Given): Monitor {
  return { ...everyMinute, unit: 'count', worseWhen: 'higher', ideal: 0, group: 'integrations', ...given };
}

function latency(given: Given): Monitor {
  return { ...everyMinute, ...age, group: 'latency', ...given };
}

function delivery(given: Given): Monitor {
  return { ...everyMinute, ...successShare, group: 'delivery', minSample: 20, windowMs: HOUR_MS, ...given };
}

function records(given: Given): Monitor {
  return {
    ...everyMinute,
    unit: 'count',
    worseWhen: 'higher',
    ideal: 0,
    group: 'records',
    staleAfterMs: HOUR_MS,
    ...given,
  };
}

function model(given: Omit<Given, 'runbook' | 'rows'> & Pick<Monitor, 'unit' | 'worseWhen' | 'ideal'>): Monitor {
  const page = { runbook: 'churn-model-bad', rows: { page: 'churn-models' } };
  return { ...onceADay, group: 'models', minSample: 100, windowMs: 365 * DAY_MS, ...page, ...given };
}
