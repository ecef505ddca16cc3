import { percentOfUsual } from './baseline.ts';

/** What is known of one supplier on one day, as counted from events and billing facts; null means nothing is known. */
export type HealthFacts = {
  readonly tenureDays: number;
  readonly daysSinceLogin: number | null;
  readonly loginDays14: number;
  readonly loginDays28: number;
  readonly activeDays28: number;
  readonly activeDaysLastYear: number | null;
  readonly activeDaysCohort: number | null;
  readonly work28: number;
  readonly formsSubmitted28: number;
  readonly workLastYear: number | null;
  readonly workCohort: number | null;
  readonly enquiriesReceived90: number;
  readonly enquiriesAnswered90: number;
  readonly responseMinutesSum90: number;
  readonly responsesTimed90: number;
  readonly featuresUsed90: number;
  readonly milestonesReached: number;
  readonly contractsSent90: number;
  readonly contractsSigned90: number;
  readonly ticketsOpen: number;
  readonly ticketsOpened90: number;
  readonly npsScore: number | null;
  /** Null when the supplier has no account with a payment provider. */
  readonly failedInvoices90: number | null;
  readonly daysPastDue: number | null;
  readonly openDisputes: number | null;
  /** Suppliers it brought that pay, and whoever brought it; null when it has invited nobody and nobody has invited it. */
  readonly referralTies: number | null;
};

type MeasureRule = {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly definition: string;
  /** The number that the model's curve scores, or null for no data. */
  readonly value: (facts: HealthFacts) => number | null;
  /** The value as a person says it. */
  readonly words: (value: number) => string;
  /** It only adds points, at most `maxLiftPoints`, and has no weight: not to have it is no fault. */
  readonly lifts?: true;
};

/** What measures that lift may add together. */
export const maxLiftPoints = 10;

/** Shares of fewer cases than this are chance. */
const minCases = 3;

/** Every measure a model may use, a row each. How much each counts is the model's business. */
export const healthMeasures = [
  {
    key: 'daysSinceLogin',
    title: 'Last sign-in',
    unit: 'days ago',
    definition: 'Days since anyone of the supplier signed in; since sign-up when nobody has.',
    value: (facts) => facts.daysSinceLogin ?? facts.tenureDays,
    words: (value) => (value < 1 ? 'Signed in today' : `Last signed in ${count(value, 'day')} ago`),
  },
  {
    key: 'loginDays14',
    title: 'Days signed in, 14 days',
    unit: 'days',
    definition: 'Days with a sign-in among the last 14.',
    value: (facts) => (facts.tenureDays < 3 ? null : facts.loginDays14),
    words: (value) => `Signed in on ${value} of the last 14 days`,
  },
  {
    key: 'loginDays28',
    title: 'Days signed in, 28 days',
    unit: 'days',
    definition: 'Days with a sign-in among the last 28.',
    value: (facts) => (facts.tenureDays < 14 ? null : facts.loginDays28),
    words: (value) => `Signed in on ${value} of the last 28 days`,
  },
  {
    key: 'activeDays28',
    title: 'Active days, 28 days',
    unit: 'days',
    definition: 'Days with any use among the last 28, whatever the season.',
    value: (facts) => (facts.tenureDays < 28 ? null : facts.activeDays28),
    words: (value) => `Active on ${value} of the last 28 days`,
  },
  {
    key: 'activityVsUsual',
    title: 'Active days against the season',
    unit: '% of usual',
    definition:
      'Days with any use among the last 28, as percent of what is usual: the mean of the same weeks last year and the cohort median; the cohort alone under 13 months, or when nothing was reported of the supplier before those weeks.',
    value: (facts) =>
      facts.tenureDays < 28
        ? null
        : percentOfUsual(facts.activeDays28, {
            lastYear: facts.activeDaysLastYear,
            cohortMedian: facts.activeDaysCohort,
            tenureDays: facts.tenureDays,
          }),
    words: (value) => `Active days are at ${Math.round(value)} % of what is usual this season`,
  },
  {
    key: 'work28',
    title: 'Work sent, 28 days',
    unit: 'pieces',
    definition: 'Forms, galleries, contracts and invoices of the last 28 days, whatever the season.',
    value: (facts) => (facts.tenureDays < 28 ? null : facts.work28),
    words: (value) =>
      `Sent ${count(value, 'form, gallery, contract or invoice', 'forms, galleries, contracts and invoices')} in 28 days`,
  },
  {
    key: 'workVsUsual',
    title: 'Work sent against the season',
    unit: '% of usual',
    definition:
      'Forms, galleries, contracts and invoices of the last 28 days, as percent of what is usual: the mean of the same weeks last year and the cohort median; the cohort alone under 13 months, or when nothing was reported of the supplier before those weeks.',
    value: (facts) =>
      facts.tenureDays < 28
        ? null
        : percentOfUsual(facts.work28, {
            lastYear: facts.workLastYear,
            cohortMedian: facts.workCohort,
            tenureDays: facts.tenureDays,
          }),
    words: (value) =>
      `Forms, galleries, contracts and invoices are at ${Math.round(value)} % of what is usual this season`,
  },
  {
    key: 'formsSubmitted',
    title: 'Forms filled in, 28 days',
    unit: 'forms',
    definition: 'Forms of the supplier that couples filled in within the last 28 days.',
    value: (facts) => (facts.tenureDays < 28 ? null : facts.formsSubmitted28),
    words: (value) => `${count(value, 'form')} filled in within 28 days`,
  },
  {
    key: 'enquiriesReceived',
    title: 'Enquiries received, 90 days',
    unit: 'enquiries',
    definition: 'Enquiries of couples within the last 90 days: what the product brings the supplier.',
    value: (facts) => (facts.tenureDays < 28 ? null : facts.enquiriesReceived90),
    words: (value) => `${count(value, 'enquiry', 'enquiries')} came in within 90 days`,
  },
  {
    key: 'enquiriesAnswered',
    title: 'Enquiries answered',
    unit: '%',
    definition: 'Enquiries answered per enquiry received in 90 days, at most 100 %; needs three enquiries.',
    value: (facts) => share(facts.enquiriesAnswered90, facts.enquiriesReceived90),
    words: (value) => `${Math.round(value)} % of enquiries were answered`,
  },
  {
    key: 'responseMinutes',
    title: 'Time to answer',
    unit: 'minutes',
    definition: 'Mean minutes to answer an enquiry over 90 days; needs three answers.',
    value: (facts) => (facts.responsesTimed90 < minCases ? null : facts.responseMinutesSum90 / facts.responsesTimed90),
    words: (value) => `Enquiries wait ${duration(value)} for an answer`,
  },
  {
    key: 'contractsSigned',
    title: 'Contracts signed',
    unit: '%',
    definition: 'Contracts signed per contract sent in 90 days, at most 100 %; needs three contracts.',
    value: (facts) => share(facts.contractsSigned90, facts.contractsSent90),
    words: (value) => `${Math.round(value)} % of contracts sent were signed`,
  },
  {
    key: 'featuresUsed',
    title: 'Features used',
    unit: 'features',
    definition: 'Different features used in 90 days.',
    value: (facts) => (facts.tenureDays < 14 ? null : facts.featuresUsed90),
    words: (value) => `Uses ${count(value, 'feature')}`,
  },
  {
    key: 'onboarding',
    title: 'Milestones reached',
    unit: 'milestones',
    definition:
      'Milestones reached since sign-up, those retired since then too, optional ones not; counted from the third day.',
    value: (facts) => (facts.tenureDays < 3 ? null : facts.milestonesReached),
    words: (value) => `${count(value, 'milestone')} reached`,
  },
  {
    key: 'ticketsOpen',
    title: 'Support tickets open',
    unit: 'tickets',
    definition: 'Tickets opened less tickets closed over 180 days.',
    value: (facts) => facts.ticketsOpen,
    words: (value) => (value === 0 ? 'No open support ticket' : count(value, 'open support ticket')),
  },
  {
    key: 'ticketsOpened',
    title: 'Support load, 90 days',
    unit: 'tickets',
    definition: 'Support tickets opened within the last 90 days, closed or not.',
    value: (facts) => facts.ticketsOpened90,
    words: (value) => (value === 0 ? 'No support ticket in 90 days' : `${count(value, 'support ticket')} in 90 days`),
  },
  {
    key: 'nps',
    title: 'Likely to recommend',
    unit: 'of 10',
    definition: 'Mean of the answers of the newest day with one, within 365 days.',
    value: (facts) => facts.npsScore,
    words: (value) => `Would recommend us ${round(value)} of 10`,
  },
  {
    key: 'failedInvoices',
    title: 'Invoices not collected',
    unit: 'invoices',
    definition: 'Invoices of the last 90 days with a failed attempt that are still open or were written off.',
    value: (facts) => facts.failedInvoices90,
    words: (value) => (value === 0 ? 'Every invoice is collected' : `${count(value, 'invoice')} not collected`),
  },
  {
    key: 'daysPastDue',
    title: 'Days past due',
    unit: 'days',
    definition: 'Age in days of the oldest open invoice with a failed attempt; 0 when there is none.',
    value: (facts) => facts.daysPastDue,
    words: (value) => (value === 0 ? 'Nothing is past due' : `An invoice is ${count(value, 'day')} past due`),
  },
  {
    key: 'openDisputes',
    title: 'Open disputes',
    unit: 'disputes',
    definition: 'Disputes that are neither won nor lost.',
    value: (facts) => facts.openDisputes,
    words: (value) => (value === 0 ? 'No dispute' : count(value, 'open dispute')),
  },
  {
    key: 'network',
    title: 'Ties to other suppliers',
    unit: 'ties',
    definition: 'Suppliers it brought that pay, and whoever brought it, by invites that earned credit. It only lifts.',
    value: (facts) => facts.referralTies,
    words: (value) => (value === 0 ? 'No ties to other suppliers' : `Tied to ${count(value, 'other supplier')}`),
    lifts: true,
  },
] as const satisfies readonly MeasureRule[];

export type HealthMeasureKey = (typeof healthMeasures)[number]['key'];
export const healthMeasureKeys: readonly HealthMeasureKey[] = healthMeasures.map((rule) => rule.key);

/** One number per measure; a measure that is absent or null has no data. */
export type HealthMeasureValues = Readonly<Partial<Record<HealthMeasureKey, number | null>>>;

/** What a supplier's facts amount to on each measure, rounded to hundredths so that a stored value scores as it did when it was computed. */
export function measuresOf(facts: HealthFacts): HealthMeasureValues {
  const values: Partial<Record<HealthMeasureKey, number | null>> = {};
  for (const rule of healthMeasures) {
    const value = rule.value(facts);
    values[rule.key] = value === null ? null : round(value);
  }
  return values;
}

export function measureRule(key: HealthMeasureKey): MeasureRule {
  const found = healthMeasures.find((rule) => rule.key === key);
  if (found === undefined) throw new Error(`No measure ${key}`);
  return found;
}

function share(part: number, whole: number): number | null {
  return whole < minCases ? null : Math.min(100, (100 * part) / whole);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function count(value: number, noun: string, many = `${noun}s`): string {
  const whole = Math.round(value);
  return `${whole} ${whole === 1 ? noun : many}`;
}

function duration(minutes: number): string {
  if (minutes < 90) return count(minutes, 'minute');
  return minutes < 48 * 60 ? count(minutes / 60, 'hour') : count(minutes / 1_440, 'day');
}
