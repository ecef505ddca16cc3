import type { InterventionOutcomeFilter, RoiQuery, RoiReport } from '@wedsync/domain/success';
import {
  BarChart,
  countCell,
  ExportButton,
  FigureTable,
  formatMoney,
  moneyCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { outcomesUrl } from './rows-behind.ts';

type Props = { readonly report: RoiReport; readonly query: RoiQuery; readonly linked: boolean };

const columns = ['Entered in', 'Treated', 'Cost', 'Contacted and stayed', 'Saved'];

/** By month of entering. A month's saving is told only where that month alone can carry it. */
export function MonthTable({ report: { months }, query, linked }: Props) {
  const lines = months.map(({ month, entered, costMinor, contactedAndStayedMinor, savedMinor }) => {
    const rows = (more: InterventionOutcomeFilter) =>
      linked ? outcomesUrl({ ...query, from: month, to: month }, more) : undefined;
    return {
      key: month,
      cells: [
        textCell(month, rows({})),
        countCell(entered, rows({ arm: 'treated' })),
        moneyCell(costMinor, 'GBP'),
        moneyCell(contactedAndStayedMinor, 'GBP'),
        moneyCell(savedMinor, 'GBP'),
      ],
    };
  });
  return (
    <Section
      title="By month of entering"
      hint="A dash: the month alone is too small to tell"
      padded={false}
      actions={<ExportButton name="roi-months" columns={columns} rows={lines} />}
    >
      <BarChart
        label="Cost and saved, by month of entering"
        categories={months.map(({ month }) => month)}
        series={[
          { label: 'Saved', values: months.map(({ savedMinor }) => savedMinor), tone: 'accent' },
          { label: 'Cost', values: months.map(({ costMinor }) => costMinor), tone: 'caution' },
        ]}
        format={(minor) => formatMoney(Math.round(minor), 'GBP', 'short')}
      />
      <FigureTable label="ROI by month of entering" columns={columns} rows={lines} />
    </Section>
  );
}
