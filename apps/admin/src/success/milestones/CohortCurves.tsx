import type { MilestoneCohort } from '@wedsync/domain/success';
import {
  ChartTable,
  EmptyState,
  formatPercent,
  LineChart,
  percentCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { cohortSeries } from './cohort-series.ts';

/** The share that is there by each day since sign-up, a line a milestone. */
export function CohortCurves({ cohorts }: { readonly cohorts: readonly MilestoneCohort[] }) {
  const { days, series } = cohortSeries(cohorts);
  const rows = days.map((day, index) => ({
    key: String(day),
    cells: [textCell(`Day ${day}`), ...series.map(({ values }) => percentCell(values[index] ?? null))],
  }));
  return (
    <Section
      title="When they get there"
      hint="Share by days since sign-up (Kaplan-Meier); level where too few are still watched to say more"
    >
      {days.length === 0 ? (
        <EmptyState title="Nobody is there yet">A line begins when the first supplier reaches a milestone.</EmptyState>
      ) : (
        <>
          <LineChart
            label="Share of suppliers that reached each milestone by days since sign-up"
            categories={days.map(String)}
            series={series}
            height={300}
            format={(share) => formatPercent(share, 0)}
          />
          <ChartTable
            label="Share by days since sign-up"
            columns={['By', ...series.map(({ label }) => label)]}
            rows={rows}
          />
        </>
      )}
    </Section>
  );
}
