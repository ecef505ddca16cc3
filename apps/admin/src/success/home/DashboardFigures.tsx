import type { DashboardFigure } from '@wedsync/domain/success';
import { Fragment } from 'react';
import {
  ErrorState,
  formatCount,
  Money,
  Section,
  Sparkline,
  StatRow,
  StatTile,
  type Tone,
  Trend,
} from '../../platform/index.ts';
import { formatMoney } from '../../platform/index.ts';
import { RevenueTiles } from '../../revenue/mrr/index.ts';
import { signed } from '../health/health-words.ts';
import { useDashboard } from '../success-data.ts';
import { MoneyInDunning } from './MoneyInDunning.tsx';

/** The row of figures, each opening the rows behind it and explaining itself. */
export function DashboardFigures() {
  const { data, error, isPending, refetch } = useDashboard();
  if (error !== null && data === undefined)
    return (
      <Section>
        <ErrorState error={error} retry={() => void refetch()} title="The figures could not be counted" />
      </Section>
    );
  return (
    <StatRow>
      {isPending
        ? placeholders.map((label) => <StatTile key={label} label={label} value={null} isPending />)
        : data.figures.map((figure) => (
            <Fragment key={figure.key}>
              <FigureTile figure={figure} asOf={data.asOf} />
              {figure.key === 'mrr' && <RevenueTiles />}
            </Fragment>
          ))}
      <MoneyInDunning />
    </StatRow>
  );
}

const placeholders = [
  'MRR now',
  'Paying suppliers',
  'Suppliers at risk',
  'MRR at risk',
  'Approvals waiting',
  'Tasks due',
];

function FigureTile({ figure, asOf }: { figure: DashboardFigure; asOf: string }) {
  const { label, definition, formula, source, history, to } = figure;
  return (
    <StatTile
      label={label}
      value={figure.value === null ? '–' : <FigureValue figure={figure} value={figure.value} />}
      to={to ?? undefined}
      asOf={asOf}
      explain={{ definition, formula, source, staleAfterMinutes: 5 }}
      trend={<FigureTrend figure={figure} />}
      sparkline={
        history.length > 1 && (
          <Sparkline
            values={history.map(({ value }) => value)}
            label={`${label} over ${history.length} points in time, from ${shown(figure, history[0]?.value ?? 0)} to ${shown(figure, history.at(-1)?.value ?? 0)}`}
            tone={toneOfLine(figure)}
          />
        )
      }
    />
  );
}

function FigureValue({ figure: { kind, currency }, value }: { figure: DashboardFigure; value: number }) {
  return kind === 'money' ? <Money amountMinor={value} currency={currency} style="short" /> : <>{formatCount(value)}</>;
}

/** Against the point about a month ago, where the history reaches that far. */
function FigureTrend({ figure }: { figure: DashboardFigure }) {
  const { history, value, rising } = figure;
  const then = pointAbout(history, 28);
  if (value === null || then === undefined || then.value === 0) return null;
  const change = value - then.value;
  const text = figure.kind === 'money' ? `${signed((100 * change) / then.value)}%` : signed(change);
  return <Trend change={change} text={text} rising={rising} since="in 4 weeks" />;
}

/** The newest point that is at least so many days old, and at most a week older. */
function pointAbout(history: DashboardFigure['history'], days: number) {
  const newest = history.at(-1);
  if (newest === undefined) return undefined;
  const age = (day: string) => (Date.parse(newest.day) - Date.parse(day)) / 86_400_000;
  return history.findLast(({ day }) => age(day) >= days && age(day) <= days + 7);
}

function shown({ kind, currency }: DashboardFigure, value: number): string {
  return kind === 'money' && currency !== null ? formatMoney(value, currency, 'short') : formatCount(value);
}

function toneOfLine({ history, rising }: DashboardFigure): Tone {
  const change = (history.at(-1)?.value ?? 0) - (history[0]?.value ?? 0);
  if (change === 0 || rising === 'neutral') return 'neutral';
  return change > 0 === (rising === 'good') ? 'positive' : 'critical';
}
