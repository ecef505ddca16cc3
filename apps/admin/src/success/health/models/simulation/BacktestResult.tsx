import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { HealthSimulationRow } from '@wedsync/domain/success';
import {
  BarChart,
  countCell,
  EmptyState,
  ExplainPopover,
  FigureTable,
  formatCount,
  formatDate,
  formatPercent,
  percentCell,
  Section,
  textCell,
} from '../../../../platform/index.ts';
import { bandLooks } from '../../health-words.ts';
import { twoColumns } from './PopulationResult.tsx';

type Backtest = NonNullable<HealthSimulationRow['backtest']>;

/** How well each model put first those who then left. */
export function BacktestResult({ backtest }: { backtest: Backtest }) {
  const { days, horizonDays, enough, leavers, suppliers, snapshots } = backtest;
  const span =
    days.length === 0
      ? undefined
      : `${days.length} Mondays, ${formatDate(days[0] ?? '')} to ${formatDate(days.at(-1) ?? '')}`;
  return (
    <Section
      title="Back-test"
      hint={span}
      actions={
        <ExplainPopover
          name="Back-test"
          definition={`Every Monday of the last 12 months whose ${horizonDays} days are over, those who paid were scored by both models from what had happened by then. AUC is the chance that, of one who left within ${horizonDays} days and one who stayed, the one who left had the lower score: 0.5 is chance. The interval (95 %) resamples suppliers.`}
          source="Product events, invoices and disputes as of each day; MRR movements for who left"
        />
      }
    >
      {enough ? (
        <Box sx={twoColumns}>
          <Verdict backtest={backtest} />
          <Rates backtest={backtest} />
        </Box>
      ) : (
        <EmptyState title="Not enough data">
          {formatCount(leavers)} of {formatCount(suppliers)} suppliers left within {horizonDays} days of one of these
          days ({formatCount(snapshots)} scores). With so few, a difference between models is chance.
        </EmptyState>
      )}
    </Section>
  );
}

function Verdict({ backtest: { published, draft, difference, leavers, suppliers } }: { backtest: Backtest }) {
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <FigureTable
        label="How well each model ordered those who left"
        columns={['', 'AUC', '95 % interval']}
        rows={[
          { key: 'published', cells: [textCell('Scores now'), ...estimateCells(published.auc)] },
          { key: 'draft', cells: [textCell('This model'), ...estimateCells(draft.auc)] },
          { key: 'difference', cells: [textCell('Difference'), ...estimateCells(difference)] },
        ]}
      />
      <Typography variant="body2">{verdictOf(difference)}</Typography>
      <FigureTable
        label="Share that left, by band"
        columns={['Band', 'Scored now', 'of these left', 'By this model', 'of these left here']}
        rows={draft.bands.map(({ band, snapshots, rate }, index) => ({
          key: band,
          cells: [
            textCell(bandLooks[band].label),
            countCell(published.bands[index]?.snapshots ?? 0),
            percentCell(published.bands[index]?.rate ?? null),
            countCell(snapshots),
            percentCell(rate),
          ],
        }))}
      />
      <Typography variant="caption" color="text.secondary">
        {formatCount(leavers)} of {formatCount(suppliers)} suppliers left. A supplier counts once for each Monday.
      </Typography>
    </Box>
  );
}

function Rates({ backtest: { published, draft } }: { backtest: Backtest }) {
  return (
    <BarChart
      label="Share that left within 60 days, by band, under both models"
      categories={draft.bands.map(({ band }) => bandLooks[band].label)}
      series={[
        { label: 'Scores now', values: published.bands.map(({ rate }) => rate), tone: 'neutral' },
        { label: 'This model', values: draft.bands.map(({ rate }) => rate), tone: 'accent' },
      ]}
      height={260}
      format={(rate) => formatPercent(rate)}
    />
  );
}

type Estimate = Backtest['difference'];

function estimateCells(estimate: Estimate) {
  if (estimate === null) return [textCell('–'), textCell('–')];
  const { value, lower, upper } = estimate;
  const range = lower === null || upper === null ? '–' : `${lower.toFixed(3)} to ${upper.toFixed(3)}`;
  return [textCell(value.toFixed(3)), textCell(range)];
}

function verdictOf(difference: Estimate): string {
  if (difference === null || difference.lower === null || difference.upper === null)
    return 'The models cannot be told apart.';
  if (difference.lower > 0) return 'This model orders those who leave better than the one that scores now.';
  if (difference.upper < 0) return 'This model orders those who leave worse than the one that scores now.';
  return 'The difference is within chance: neither orders those who leave better.';
}
