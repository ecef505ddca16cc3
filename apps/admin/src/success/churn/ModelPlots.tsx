import Box from '@mui/material/Box';
import type { ChurnModelRow } from '@wedsync/domain/success';
import {
  ChartTable,
  EmptyState,
  FigureTable,
  formatDate,
  formatMoney,
  formatPercent,
  LineChart,
  Section,
  ToneChip,
} from '../../platform/index.ts';
import { driftTones, pence, threeDigits, wordsRow } from './churn-words.ts';
import { evenCurve } from './even-curve.ts';

type Report = ChurnModelRow['report'];
type OfReport = { readonly report: Report };

/** What was said against what came, tenth by tenth, with how many stand behind each point; before calibration and after. */
export function CalibrationPlot({ report: { metrics, uncalibrated } }: OfReport) {
  const { bins } = metrics;
  const before = uncalibrated.bins;
  const rows = bins.map(({ n, meanPredicted, observed }, i) =>
    wordsRow(String(i), [
      String(i + 1),
      String(n),
      formatPercent(before[i]?.meanPredicted),
      formatPercent(before[i]?.observed),
      formatPercent(meanPredicted),
      formatPercent(observed),
    ]),
  );
  return (
    <Section
      title="Calibration"
      hint={`After calibration ${calibrationWords(metrics)}; before it ${calibrationWords(uncalibrated)}`}
    >
      <LineChart
        label="Foretold and observed share that left, by tenth of risk (and how many suppliers), before calibration and after"
        categories={bins.map(({ n }, i) => `${i + 1} (${n})`)}
        series={[
          { label: 'Observed', values: bins.map(({ observed }) => observed) },
          { label: 'Foretold', values: bins.map(({ meanPredicted }) => meanPredicted), tone: 'neutral' },
          {
            label: 'Foretold before calibration',
            values: bins.map((_, i) => before[i]?.meanPredicted ?? null),
            tone: 'caution',
          },
        ]}
        format={formatPercent}
      />
      <ChartTable
        label="Calibration by tenth"
        columns={['Tenth', 'Suppliers', 'Foretold before', 'Observed before', 'Foretold', 'Observed']}
        rows={rows}
      />
    </Section>
  );
}

function calibrationWords({ calibrationError, calibrationSlope, calibrationIntercept }: Report['metrics']): string {
  return `error ${formatPercent(calibrationError)}, slope ${threeDigits(calibrationSlope)}, intercept ${threeDigits(calibrationIntercept)}`;
}

/** How well it puts who leaves first. */
export function RankingPlots({ report: { curves } }: OfReport) {
  const [roc, precisionRecall] = [evenCurve(curves.roc), evenCurve(curves.precisionRecall)];
  return (
    <Box
      sx={{ display: 'grid', gap: 5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      <Section title="Found against false alarms" hint="ROC: the diagonal is chance">
        <LineChart
          label="Share of those who left that are found, by share of false alarms"
          categories={roc.map(([x]) => formatPercent(x))}
          series={[
            { label: 'Found', values: roc.map(([, y]) => y) },
            { label: 'Chance', values: roc.map(([x]) => x), tone: 'neutral' },
          ]}
          format={formatPercent}
        />
      </Section>
      <Section title="Right among the called" hint="Precision by recall">
        <LineChart
          label="Share that really left among those called, by share found"
          categories={precisionRecall.map(([x]) => formatPercent(x))}
          series={[{ label: 'Right', values: precisionRecall.map(([, y]) => y) }]}
          format={formatPercent}
        />
      </Section>
    </Box>
  );
}

const pounds = (value: number) => formatMoney(Math.round(value * 100), 'GBP');

const thenKnown = 'At each date a logistic regression that knew only what was known then, before calibration';
const backtestWords: Readonly<Record<ChurnModelRow['algorithm'], string>> = {
  logistic: thenKnown,
  boosted: `${thenKnown}: the features of this model, but not its trees`,
  rule: `${thenKnown}, of the two questions alone`,
};

/** Month by month, by what was known then: would this way of foretelling have worked? */
export function BacktestChart({ model: { report, algorithm } }: { readonly model: ChurnModelRow }) {
  const { backtest } = report;
  if (backtest.length === 0)
    return (
      <Section title="Back-test">
        <EmptyState title="Too short a past">No date has enough known losses before it.</EmptyState>
      </Section>
    );
  const rows = backtest.map((point) =>
    wordsRow(point.asOf, [
      point.asOf,
      String(point.n),
      `${point.positives} (${point.predictedLosses.toFixed(1)})`,
      threeDigits(point.auc),
      threeDigits(point.tenureOnlyAuc),
      threeDigits(point.lift),
      pounds(point.lostMrrPounds),
      pounds(point.predictedMrrPounds),
    ]),
  );
  return (
    <Section title="Back-test" hint={backtestWords[algorithm]}>
      <LineChart
        label="AUC by date, and that of tenure alone"
        categories={backtest.map(({ asOf }) => asOf.slice(0, 7))}
        series={[
          { label: 'Model', values: backtest.map(({ auc }) => auc) },
          { label: 'Tenure alone', values: backtest.map(({ tenureOnlyAuc }) => tenureOnlyAuc), tone: 'neutral' },
        ]}
        format={threeDigits}
      />
      <ChartTable
        label="Back-test by date"
        columns={['Date', 'Suppliers', 'Left (foretold)', 'AUC', 'Tenure alone', 'Lift', 'Lost MRR', 'Foretold MRR']}
        rows={rows}
      />
    </Section>
  );
}

/** What calling from a probability on would have cost. */
export function CostTable({ report: { costs } }: OfReport) {
  const rows = costs.rows.map(({ threshold, called, falseAlarms, missed, cost }) =>
    wordsRow(String(threshold), [
      threshold === null ? 'Nobody' : `${formatPercent(threshold)}${marksOf(threshold, costs)}`,
      String(called),
      String(falseAlarms),
      String(missed),
      pence(cost),
    ]),
  );
  return (
    <Section title="Threshold by cost" hint={costWords(costs)}>
      <FigureTable
        label={`Cost by threshold on ${judgedWords[costs.judgedOn]}`}
        columns={['Called from', 'Called', 'For nothing', 'Missed', 'Cost']}
        rows={rows}
      />
    </Section>
  );
}

const judgedWords: Readonly<Record<Report['costs']['judgedOn'], string>> = {
  test: 'dates it has not seen',
  validation: 'the dates that calibrated it',
};

function costWords({ costs, ideal, empirical, judgedOn }: Report['costs']): string {
  const price = `A call for nothing costs ${pence(costs.falseAlarm)}, a loss nobody tried to avert ${pence(costs.missed)}`;
  if (ideal === null) return `${price}: where neither costs anything, no threshold is better than another`;
  const cheapest = empirical === null ? 'calling nobody was cheapest' : `${formatPercent(empirical)} was cheapest`;
  return `${price}: call from ${formatPercent(ideal)} on; ${cheapest} on the dates that calibrated it. Judged on ${judgedWords[judgedOn]}.`;
}

function marksOf(threshold: number, { ideal, empirical }: Report['costs']): string {
  if (threshold === ideal) return ', of least cost if calibrated';
  return threshold === empirical ? ', cheapest before' : '';
}

/** Whether suppliers are still as they were when the model learned. */
export function DriftTable({ model }: { readonly model: ChurnModelRow }) {
  const { drift } = model;
  if (drift === null)
    return (
      <Section title="Drift">
        <EmptyState title="Not measured yet">
          It is measured every night while the model is shadow or champion.
        </EmptyState>
      </Section>
    );
  const rows = drift.features
    .toSorted((a, b) => b.moved - a.moved)
    .map(({ name, title, psi, chance, state, missingBefore, missingNow, unseenNow }) =>
      wordsRow(name, [
        title,
        psi.toFixed(3),
        chance.toFixed(3),
        state,
        formatPercent(missingBefore),
        formatPercent(missingNow),
        formatPercent(unseenNow),
      ]),
    );
  return (
    <Section
      title="Drift"
      hint={
        <>
          <ToneChip tone={driftTones[drift.state]}>{drift.state}</ToneChip> on {drift.day}; beyond chance under 0.1 ok,
          over 0.25 an alarm{labelWords(model)}
        </>
      }
    >
      <FigureTable
        label="Drift by feature"
        columns={['Feature', 'PSI', 'By chance', 'State', 'Not known then', 'Not known now', 'Never seen before']}
        rows={rows}
      />
    </Section>
  );
}

function labelWords({ drift, horizonDays }: ChurnModelRow): string {
  if (drift === null || drift.label === null) return '';
  const { asOf, left, n, now, before, state } = drift.label;
  return `. Of ${n} suppliers at ${formatDate(asOf)}, ${left} left within ${horizonDays} days: ${formatPercent(now)} against ${formatPercent(before)} at training (${state})`;
}
