import type { MrrRateTable } from '@wedsync/domain/revenue';
import type { ReactNode } from 'react';
import { ErrorState, formatCount, formatPercent, Money, Section, StatRow, StatTile } from '../../platform/index.ts';
import { useRates } from './revenue-data.ts';
import { movementsUrl, type RevenueView } from './revenue-view.ts';

type Segment = MrrRateTable['segments'][number];

type Card = {
  readonly label: string;
  readonly definition: string;
  readonly formula: string;
  readonly value: (segment: Segment) => ReactNode;
  /** The movements it is made of. */
  readonly behind: Readonly<Record<string, unknown>>;
};

const percent = (ratio: number | null) => formatPercent(ratio);
const inPounds = (amountMinor: number | null) => (
  <Money amountMinor={amountMinor === null ? null : Math.round(amountMinor)} currency="GBP" />
);

/** The rates of the months shown, each with its definition; "–" where there is nothing to divide by. */
const cards: readonly Card[] = [
  {
    label: 'Net revenue retention',
    definition:
      'What the suppliers who were active at the start bring at the end, against what they brought then. New suppliers never count.',
    formula: 'sum of MRR at the end / sum of MRR at the start, over suppliers active at the start',
    value: ({ rates }) => percent(rates.nrr),
    behind: { type: ['expansion', 'contraction', 'churn', 'reactivation'] },
  },
  {
    label: 'Gross revenue retention',
    definition: 'The same without any growth: each supplier counts for at most what it brought at the start.',
    formula: 'sum of min(end, start) / sum of start, over suppliers active at the start',
    value: ({ rates }) => percent(rates.grr),
    behind: { type: ['contraction', 'churn'] },
  },
  {
    label: 'Gross MRR churn',
    definition: 'The share of the starting MRR lost to churn and contraction, weighed by money.',
    formula: '(churn + contraction) / MRR at the start',
    value: ({ rates }) => percent(rates.grossMrrChurn),
    behind: { type: ['contraction', 'churn'] },
  },
  {
    label: 'Net MRR churn',
    definition: 'What expansion and reactivation do not make up for. Below zero the base grows by itself.',
    formula: '(churn + contraction − expansion − reactivation) / MRR at the start',
    value: ({ rates }) => percent(rates.netMrrChurn),
    behind: { type: ['expansion', 'contraction', 'churn', 'reactivation'] },
  },
  {
    label: 'Logo churn',
    definition:
      'The share of suppliers lost, whatever they paid. Who rests over a season for up to 183 days is not lost; who came in between does not count.',
    formula: 'suppliers lost by the end / suppliers at the start',
    value: ({ rates }) => percent(rates.logoChurn),
    behind: { type: ['churn'] },
  },
  {
    label: 'Quick ratio',
    definition:
      'How fast MRR is won against how fast it is lost. Above 4 is strong, below 1 shrinks. The common form leaves reactivation out.',
    formula: '(new + expansion + reactivation) / (contraction + churn)',
    value: ({ rates }) => rates.quickRatio?.toFixed(2) ?? '–',
    behind: {},
  },
  {
    label: 'Average per supplier',
    definition: 'What an active supplier brings a month (ARPA).',
    formula: 'MRR at the end / suppliers active at the end',
    value: ({ rates }) => inPounds(rates.arpaMinor),
    behind: {},
  },
  {
    label: 'Average of new suppliers',
    definition: 'What a new supplier starts with (ASP).',
    formula: 'new MRR / new suppliers',
    value: ({ rates }) => inPounds(rates.aspMinor),
    behind: { type: ['new'] },
  },
  {
    label: 'Trial conversion',
    definition:
      'The share of trials that ended in these months and have a paid invoice. A trial left early ended when it was left.',
    formula: 'trials with a paid invoice / trials ended',
    value: ({ rates, sums }) => (
      <>
        {percent(rates.trialConversion)}{' '}
        <small>{rates.trialConversion !== null && `of ${formatCount(sums.trialsEnded)}`}</small>
      </>
    ),
    behind: { type: ['new'] },
  },
  {
    label: 'Involuntary churn',
    definition: 'The part of churned MRR that failed payments and disputes took, not a decision to leave.',
    formula: 'churn by failed payment or dispute / churn',
    value: ({ rates }) => percent(rates.involuntaryShare),
    behind: { type: ['churn'], reason: ['cancel_involuntary', 'dispute'] },
  },
];

/** Rates of what was there at the start of the months shown. */
const fromTheStart: ReadonlySet<string> = new Set([
  'Net revenue retention',
  'Gross revenue retention',
  'Gross MRR churn',
  'Net MRR churn',
  'Logo churn',
]);

export function RateCards({ view }: { readonly view: RevenueView }) {
  const { data, error, refetch } = useRates(view);
  if (error !== null && data === undefined)
    return (
      <Section>
        <ErrorState error={error} retry={() => void refetch()} title="The rates could not be worked out" />
      </Section>
    );
  return (
    <StatRow>
      {cards.map(({ label }) => (
        <RateTile key={label} label={label} view={view} />
      ))}
    </StatRow>
  );
}

type TileProps = {
  /** Of one of the cards. */
  readonly label: string;
  readonly view: Pick<RevenueView, 'from' | 'to' | 'segment'>;
  /** Said where the months are not those of the page around it. */
  readonly months?: string;
};

/** One rate of the months shown, with its definition and the movements it is made of. */
export function RateTile({ label, view, months }: TileProps) {
  const { data, error, isPending } = useRates(view);
  const card = cards.find((one) => one.label === label);
  if (card === undefined) return null;
  const { definition, formula, value, behind } = card;
  const { from: monthFrom, to: monthTo, segment: asked } = view;
  const segment = data?.segments[0];
  const nobody = segment?.sums.startMinor === 0 && fromTheStart.has(label);
  const failed = data === undefined && error !== null;
  return (
    <StatTile
      label={label}
      value={segment === undefined ? '–' : value(segment)}
      isPending={isPending}
      trend={
        <small>
          {failed && 'It could not be worked out'}
          {nobody ? 'nobody paid before these months' : months}
        </small>
      }
      to={movementsUrl(asked, { ...behind, monthFrom, monthTo })}
      explain={{ definition, formula, source: `Movements of MRR in ${months ?? 'the months shown'}`, asOf: data?.asOf }}
    />
  );
}
