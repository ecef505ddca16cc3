import {
  ChartTable,
  ChoiceToggle,
  EmptyState,
  ErrorState,
  ExplainPopover,
  ExportButton,
  formatMoney,
  LineChart,
  moneyCell,
  Section,
  SkeletonLine,
  textCell,
} from '../../platform/index.ts';
import { longMonth, shortMonth } from './mrr-words.ts';
import { useMrrSeries, useViewLines } from './revenue-data.ts';
import { movementsUrl, type RevenueParts } from './revenue-view.ts';

const lineChoices = [
  { id: 'net', name: 'Effective' },
  { id: 'committed', name: 'Committed' },
] as const;
const columns = ['Month', 'Effective MRR', 'Committed MRR'];

/** MRR at the end of each month; the running month as of now. */
export function MrrLine({ view, change }: RevenueParts) {
  const { data: series, error, isPending, refetch } = useMrrSeries(view);
  const { data: lines } = useViewLines(view);
  const months = series?.segments[0]?.months ?? [];
  const byMonth = new Map(lines?.months.map((line) => [line.month, line]));
  const committed = (month: string) => byMonth.get(month)?.committedMinor ?? null;
  const shown = view.line;
  const rows = months.map(({ month, endMinor }) => ({
    key: month,
    cells: [
      textCell(longMonth(month)),
      moneyCell(endMinor, 'GBP', movementsUrl(view.segment, { monthTo: month })),
      moneyCell(committed(month), 'GBP', movementsUrl(view.segment, { monthTo: month, view: 'committed' })),
    ],
  }));
  return (
    <Section
      title="MRR"
      actions={
        <>
          <ExplainPopover
            name="MRR"
            definition="Monthly recurring revenue of paying subscriptions at the end of each month, net of tax and of lasting discounts, in pounds at the rate of the day each service period began. Committed MRR is what stays once every scheduled cancellation has happened."
            formula="sum of all movements so far"
            source="Movements of MRR"
          />
          <ChoiceToggle label="Which MRR" value={shown} choices={lineChoices} onChange={(line) => change({ line })} />
          <ExportButton name="mrr-by-month" columns={columns} rows={rows} />
        </>
      }
    >
      {error !== null && series === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="MRR could not be read" />
      ) : isPending ? (
        <SkeletonLine height={240} />
      ) : months.every(({ endMinor }) => endMinor === 0) ? (
        <EmptyState title="No MRR yet">It begins with the first invoice a supplier pays.</EmptyState>
      ) : (
        <>
          <LineChart
            label={shown === 'net' ? 'Effective MRR by month' : 'Committed and effective MRR by month'}
            categories={months.map(({ month }) => shortMonth(month))}
            series={[
              ...(shown === 'committed'
                ? [{ label: 'Committed', values: months.map(({ month }) => committed(month)) }]
                : []),
              {
                label: 'Effective',
                values: months.map(({ endMinor }) => endMinor),
                tone: shown === 'committed' ? 'neutral' : 'accent',
              },
            ]}
            format={(value) => formatMoney(value, 'GBP', 'short')}
          />
          <ChartTable label="MRR by month" columns={columns} rows={rows} />
        </>
      )}
    </Section>
  );
}
