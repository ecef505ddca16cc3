import type { Feature, FeatureValue } from '@wedsync/domain/platform/statistics';

type FeatureRule = Feature & {
  readonly title: string;
  readonly definition: string;
  /** The value as a person says it. */
  readonly words: (value: FeatureValue) => string;
};

/**
 * Everything a churn model may look at, a row each. Each is a count of facts known by the moment of the snapshot, in whole days that are over by then; what is only known in the end
 * (lifecycle, status, end, reasons for leaving, today's plan) is none of them.
 */
export const churnFeatures = [
  number('tenureDays', 'Paying for', 'Days since the first MRR.', (n) => `Paying for ${months(n)}`),
  number('mrrPounds', 'MRR', 'Effective MRR in pounds.', (n) => `Pays £${Math.round(n)} a month`),
  number(
    'contractions180',
    'Downgrades',
    'Contractions of MRR in 180 days that were not taken back.',
    times('downgrade', 'in half a year'),
  ),
  number(
    'expansions180',
    'Upgrades',
    'Expansions of MRR in 180 days that were not taken back.',
    times('upgrade', 'in half a year'),
  ),
  category('planCode', 'Plan', 'Plan of the latest movement of MRR.', (level) => `On the plan ${level}`),
  flag('annual', 'Annual billing', 'Billed by the year.', 'Billed by the year', 'Billed by the month'),
  number('renewalDays', 'Renewal', 'Days until the paid period ends.', (n) => `Renews in ${days(n)}`),
  category('vendorType', 'Type of vendor', 'As the host application tells.', (level) => `Is a ${level}`),
  category('country', 'Country', 'As the host application tells.', (level) => `In ${level}`),
  number(
    'daysSinceLogin',
    'Last sign-in',
    'Days since anyone signed in, counted to the last day that is over.',
    (n) => `Last signed in ${days(n)} ago`,
  ),
  flag(
    'quiet28',
    'No sign-in for 28 days',
    'Nobody signed in for 28 days.',
    'Nobody signed in for 28 days',
    'Signed in within 28 days',
  ),
  number(
    'loginDays14',
    'Days signed in, 14',
    'Days with a sign-in among the last 14.',
    (n) => `Signed in on ${n} of 14 days`,
  ),
  number(
    'loginDays28',
    'Days signed in, 28',
    'Days with a sign-in among the last 28.',
    (n) => `Signed in on ${n} of 28 days`,
  ),
  number(
    'loginDaysBefore',
    'Days signed in, the 28 before',
    'Days with a sign-in 29 to 56 days ago.',
    (n) => `Signed in on ${n} days the month before`,
  ),
  number('activeDays28', 'Active days', 'Days with any use among the last 28.', (n) => `Active on ${n} of 28 days`),
  number('activeDays84', 'Active days, 84', 'Days with any use among the last 84.', (n) => `Active on ${n} of 84 days`),
  number('uses28', 'Uses', 'Everything done in 28 days.', (n) => `Did ${n} things in 28 days`),
  number('usesTrend', 'Use against before', 'Logarithm of the uses of 28 days over a third of those of 84.', (n) =>
    n < 0
      ? `Use fell by ${Math.round(100 * (1 - Math.exp(n)))} %`
      : `Use rose by ${Math.round(100 * (Math.exp(n) - 1))} %`,
  ),
  number(
    'activeVsPeers',
    'Active days against peers',
    'Active days of 28 over the median of the vendor type in the same weeks; not known before it was measured.',
    (n) => `Active ${Math.round(100 * n)} % as often as its peers`,
  ),
  number(
    'workVsPeers',
    'Work sent against peers',
    'Work of 28 days over the median of the vendor type in the same weeks.',
    (n) => `Sends ${Math.round(100 * n)} % of the work its peers send`,
  ),
  number(
    'work28',
    'Work sent',
    'Forms, galleries, contracts and invoices in 28 days.',
    (n) => `${n} pieces of work sent in 28 days`,
  ),
  number(
    'workBefore',
    'Work sent, the 28 before',
    'The same 29 to 56 days ago.',
    (n) => `${n} pieces of work the month before`,
  ),
  number(
    'workLastYear',
    'Work sent last year',
    'The same in these weeks a year ago; not known under 13 months, nor where no use was reported before those weeks.',
    (n) => `${n} pieces of work in these weeks last year`,
  ),
  number('enquiries90', 'Enquiries', 'Enquiries received in 90 days.', (n) => `${n} enquiries in 90 days`),
  number(
    'answeredShare',
    'Enquiries answered',
    'Share of them answered; needs three.',
    (n) => `${Math.round(n * 100)} % of enquiries answered`,
  ),
  number(
    'responseMinutes',
    'Time to answer',
    'Mean minutes to answer; needs three.',
    (n) => `Enquiries wait ${Math.round(n / 60)} hours`,
  ),
  number('features90', 'Features used', 'Different features used in 90 days.', (n) => `Uses ${n} features`),
  number('onboardingSteps', 'Set-up steps', 'Different set-up milestones reached.', (n) => `${n} set-up steps taken`),
  number(
    'contractsSigned90',
    'Contracts signed',
    'Contracts signed in 90 days.',
    (n) => `${n} contracts signed in 90 days`,
  ),
  number('ticketsOpened90', 'Support tickets', 'Tickets opened in 90 days.', times('support ticket', 'in 90 days')),
  number(
    'ticketsOpen',
    'Support tickets open',
    'Tickets opened less closed over 180 days.',
    times('support ticket', 'open'),
  ),
  number(
    'nps',
    'Likely to recommend',
    'Newest answer within a year, 0 to 10.',
    (n) => `Would recommend us ${Math.round(n)} of 10`,
  ),
  number(
    'failedCharges90',
    'Failed payments',
    'Payments that failed in 90 days.',
    times('failed payment', 'in 90 days'),
  ),
  number('daysPastDue', 'Days past due', 'Age of the oldest unpaid invoice; 0 without one.', (n) =>
    n === 0 ? 'Nothing past due' : `An invoice is unpaid for ${days(n)}`,
  ),
  flag(
    'pastDue',
    'Past due',
    'An invoice is unpaid for more than three days.',
    'An invoice is past due',
    'Nothing is past due',
  ),
  number('disputes180', 'Disputes', 'Disputes opened in 180 days.', times('dispute', 'in half a year')),
  number(
    'tasksOpen',
    'Open tasks',
    'Tasks of ours about the supplier; not known before we knew it.',
    times('task', 'open'),
  ),
  number(
    'weddings90',
    'Weddings ahead',
    'Wedding dates in the next 90 days; a calendar of the past is not known.',
    times('wedding', 'in the next 90 days'),
  ),
] as const satisfies readonly FeatureRule[];

export type ChurnFeatureName = (typeof churnFeatures)[number]['name'];
export const churnFeatureNames: readonly ChurnFeatureName[] = churnFeatures.map(({ name }) => name);

/** One supplier as of a moment: a value a feature. */
export type ChurnFeatures = Readonly<Record<ChurnFeatureName, FeatureValue>>;

/** Any change of what a feature means; models trained on other meanings are not scored. */
export const churnFeatureVersion = 'features-3';

/** What a feature is called and what it counts. */
export type FeatureMeaning = { readonly name: string; readonly title: string; readonly definition: string };

/** What features mean now, to be kept beside a model that learns from them. */
export function meaningsOf(names: readonly string[]): FeatureMeaning[] {
  return names.map(churnFeature).map(({ name, title, definition }) => ({ name, title, definition }));
}

/** What counts as leaving, in words that stay with a model. */
export function labelDefinition(horizonDays: number): string {
  return `MRR falls to nothing within ${horizonDays} days after the date, and not for a pause of the season. Who paid nothing or had given notice by the date is no row.`;
}

/** What the simplest baseline looks at. */
export const tenureOnly: readonly ChurnFeatureName[] = ['tenureDays'];
/** What the rule looks at that stands in when no model has skill. */
export const ruleFeatures: readonly ChurnFeatureName[] = ['pastDue', 'quiet28'];

export function churnFeature(name: string): FeatureRule {
  const found = churnFeatures.find((rule) => rule.name === name);
  if (found === undefined) throw new Error(`No churn feature ${name}`);
  return found;
}

/** Name and kind alone, as designs want them. */
export function featuresNamed(names: readonly ChurnFeatureName[]): Feature[] {
  return names.map((name) => ({ name, kind: churnFeature(name).kind }));
}

function number<Name extends string>(name: Name, title: string, definition: string, words: (value: number) => string) {
  const say = (value: FeatureValue) =>
    value === null ? `${title}: not known` : words(Math.round(Number(value) * 100) / 100);
  return { name, kind: 'number' as const, title, definition, words: say };
}

function flag<Name extends string>(name: Name, title: string, definition: string, yes: string, no: string) {
  return { name, kind: 'flag' as const, title, definition, words: (value: FeatureValue) => (value === 1 ? yes : no) };
}

function category<Name extends string>(
  name: Name,
  title: string,
  definition: string,
  words: (level: string) => string,
) {
  const say = (value: FeatureValue) => (value === null ? `${title}: not known` : words(String(value)));
  return { name, kind: 'category' as const, title, definition, words: say };
}

function times(noun: string, when: string): (value: number) => string {
  return (value) => `${value === 0 ? 'No' : value} ${noun}${value === 1 || value === 0 ? '' : 's'} ${when}`;
}

function days(value: number): string {
  return `${value} day${value === 1 ? '' : 's'}`;
}

function months(value: number): string {
  return value < 60 ? days(value) : `${Math.round(value / 30.4)} months`;
}
