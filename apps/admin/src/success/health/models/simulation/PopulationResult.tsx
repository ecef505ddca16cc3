import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { HealthSimulationRow } from '@wedsync/domain/success';
import {
  BarChart,
  ChartTable,
  countCell,
  formatCount,
  Money,
  Section,
  StatRow,
  StatTile,
  textCell,
} from '../../../../platform/index.ts';
import { BandMatrix } from './BandMatrix.tsx';
import { MoverTable } from './MoverTable.tsx';

type Population = NonNullable<HealthSimulationRow['population']>;

/** Everybody under both models, on the same facts. */
export function PopulationResult({ population, hint }: { population: Population; hint: string }) {
  const { suppliers, scoreChanged, bandChanged, atRisk } = population;
  return (
    <>
      <StatRow>
        <StatTile label="Change band" value={`${formatCount(bandChanged)} of ${formatCount(suppliers)}`} />
        <StatTile label="Change score" value={formatCount(scoreChanged)} />
        <StatTile
          label="At risk"
          value={`${formatCount(atRisk.before.suppliers)} to ${formatCount(atRisk.after.suppliers)}`}
        />
        <StatTile
          label="MRR at risk"
          value={
            <>
              <Money amountMinor={atRisk.before.mrrMinor} currency="GBP" style="short" /> to{' '}
              <Money amountMinor={atRisk.after.mrrMinor} currency="GBP" style="short" />
            </>
          }
        />
      </StatRow>
      <Box sx={twoColumns}>
        <Section title="From band to band" padded={false}>
          <BandMatrix moves={population.moves} />
          <Typography variant="caption" color="text.secondary" component="p" sx={{ padding: 4 }}>
            {hint}
          </Typography>
        </Section>
        <Distribution distribution={population.distribution} />
      </Box>
      <Box sx={twoColumns}>
        <MoverTable title="Would fall" movers={population.falls} empty="Nobody would stand in a lower band." />
        <MoverTable title="Would rise" movers={population.rises} empty="Nobody would stand in a higher band." />
      </Box>
    </>
  );
}

export const twoColumns = {
  display: 'grid',
  gap: 5,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
} as const;

function Distribution({ distribution }: Pick<Population, 'distribution'>) {
  const words = distribution.map(({ from }) => (from === 90 ? '90–100' : `${from}–${from + 9}`));
  return (
    <Section title="Scores before and after" hint="overrides stand in front of both">
      <BarChart
        label="Suppliers by score, under the model that scores now and under this one"
        categories={words}
        series={[
          { label: 'Scores now', values: distribution.map(({ before }) => before), tone: 'neutral' },
          { label: 'This model', values: distribution.map(({ after }) => after), tone: 'accent' },
        ]}
        height={220}
        format={formatCount}
      />
      <ChartTable
        label="Suppliers by score"
        columns={['Score', 'Scores now', 'This model']}
        rows={distribution.map(({ from, before, after }, index) => ({
          key: String(from),
          cells: [textCell(words[index] ?? ''), countCell(before), countCell(after)],
        }))}
      />
    </Section>
  );
}
