import Box from '@mui/material/Box';
import type { RetentionCurveRow } from '@wedsync/domain/revenue';
import { ChartTable, formatPercent, LineChart, Section, textCell } from '../../platform/index.ts';
import { indicativeWords, segmentName } from './value-data.ts';

const columns = ['After', 'Met it', 'Left', 'Still there', 'Lower', 'Upper', 'sBG', 'BdW', 'Used', 'Foreseen'];
const share = (value: number | null) => (value === null ? '–' : formatPercent(value));

/** How long a segment stays: what was seen with its 95 % band, the fitted curves over it, and what was foreseen earlier. */
export function CurveChart({ curve }: { readonly curve: RetentionCurveRow }) {
  const { points, interval, models, backtest, holdOut } = curve;
  const period = interval === 'month' ? 'months' : 'years';
  const series = [
    { label: 'Seen (Kaplan-Meier)', values: points.map(({ seen }) => seen) },
    { label: 'Lower end, 95 %', values: points.map(({ lower }) => lower), tone: 'neutral' as const },
    { label: 'Upper end, 95 %', values: points.map(({ upper }) => upper), tone: 'neutral' as const },
    { label: 'sBG', values: points.map(({ sbg }) => sbg), tone: 'positive' as const },
    { label: 'BdW', values: points.map(({ bdw }) => bdw), tone: 'caution' as const },
  ];
  const rows = points.map(({ t, atRisk, lost, ...shares }) => ({
    key: String(t),
    cells: [
      textCell(`${t} ${period}`),
      textCell(atRisk === null ? '–' : String(atRisk)),
      textCell(lost === null ? '–' : String(lost)),
      ...[shares.seen, shares.lower, shares.upper, shares.sbg, shares.bdw, shares.used, shares.foreseen].map((value) =>
        textCell(share(value)),
      ),
    ],
  }));
  // Nothing was foreseen beyond what could be seen since: the rest of the sixty would be an empty page.
  const tested = points.filter(({ seen, foreseen }) => seen !== null || foreseen !== null);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 1fr)' },
        alignItems: 'start',
      }}
    >
      <Section
        title={`Who stays: ${segmentName(curve)}`}
        hint={[models?.why ?? 'No curve of its own: too few, or too short a history.', indicativeWords(curve)]
          .filter((words) => words !== null)
          .join(' · ')}
      >
        <LineChart
          label={`Share still there after so many ${period}`}
          categories={points.map(({ t }) => String(t))}
          series={series}
          format={formatPercent}
        />
        <ChartTable label="Retention by renewals" columns={columns} rows={rows} />
      </Section>
      <Section title="Back-test" hint={backtestWords(backtest)}>
        <LineChart
          label="Foreseen earlier against seen now"
          categories={tested.map(({ t }) => String(t))}
          series={[
            { label: 'Seen now', values: tested.map(({ seen }) => seen) },
            { label: 'Foreseen', values: tested.map(({ foreseen }) => foreseen), tone: 'caution' },
          ]}
          format={formatPercent}
        />
        {holdOut && (
          <p>
            Mean error on the last third of the periods, fitted on the first two: sBG {share(holdOut.sbg)}, BdW{' '}
            {share(holdOut.bdw)}.
          </p>
        )}
      </Section>
    </Box>
  );
}

function backtestWords({ customers, opportunities, expected, actual, relativeError }: RetentionCurveRow['backtest']) {
  if (opportunities === 0) return 'Nobody known then has met a renewal since.';
  return `${customers} customers known then: ${Math.round(expected)} renewals foreseen, ${actual} made (${share(relativeError)} off)`;
}
