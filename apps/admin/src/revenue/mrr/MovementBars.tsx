import {
  BarChart,
  ChartTable,
  ErrorState,
  ExplainPopover,
  ExportButton,
  formatMoney,
  moneyCell,
  Section,
  SkeletonLine,
  textCell,
} from '../../platform/index.ts';
import { longMonth, movementLooks, shortMonth } from './mrr-words.ts';
import { useMrrSeries } from './revenue-data.ts';
import { movementsUrl, type RevenueParts } from './revenue-view.ts';

const columns = ['Month', 'Start', ...movementLooks.map(({ label }) => label), 'End'];

/** What was won and lost month by month; the table opens the movements behind each bar. */
export function MovementBars({ view }: RevenueParts) {
  const { data, error, isPending, refetch } = useMrrSeries(view);
  const months = data?.segments[0]?.months ?? [];
  const rows = months.map(({ month, startMinor, endMinor, amounts }) => ({
    key: month,
    cells: [
      textCell(longMonth(month), movementsUrl(view.segment, { month: [month] })),
      moneyCell(startMinor, 'GBP'),
      ...movementLooks.map(({ type }) =>
        moneyCell(amounts[type], 'GBP', movementsUrl(view.segment, { month: [month], type: [type] })),
      ),
      moneyCell(endMinor, 'GBP'),
    ],
  }));
  return (
    <Section
      title="Movements"
      actions={
        <>
          <ExplainPopover
            name="Movements"
            definition={movementLooks.map(({ label, meaning }) => `${label}: ${meaning.toLowerCase()}.`).join(' ')}
            formula="start + new + reactivation + expansion − contraction − churn ± exchange rates = end"
            source="What providers told of every subscription"
          />
          <ExportButton name="mrr-movements-by-month" columns={columns} rows={rows} />
        </>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="The movements could not be read" />
      ) : isPending ? (
        <SkeletonLine height={220} />
      ) : (
        <>
          <BarChart
            label="Movements of MRR by month"
            height={220}
            categories={months.map(({ month }) => shortMonth(month))}
            series={movementLooks.map(({ type, label, tone }) => ({
              label,
              tone,
              stack: 'mrr',
              values: months.map(({ amounts }) => amounts[type]),
            }))}
            format={(value) => formatMoney(value, 'GBP', 'short')}
          />
          <ChartTable label="Movements of MRR by month" columns={columns} rows={rows} />
        </>
      )}
    </Section>
  );
}
