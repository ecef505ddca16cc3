import type { RoiReport } from '@wedsync/domain/success';
import {
  BarChart,
  countCell,
  ExportButton,
  FigureTable,
  formatMoney,
  listUrl,
  moneyCell,
  Section,
  textCell,
} from '../../platform/index.ts';

const columns = ['Entered in', 'Treated', 'Cost', 'Contacted and stayed', 'Saved'];

/** By month of entering. A month's saving is told only where that month alone can carry it. */
export function MonthTable({ report: { months }, linked }: { readonly report: RoiReport; readonly linked: boolean }) {
  const rows = months.map(({ month, entered, costMinor, contactedAndStayedMinor, savedMinor }) => {
    const to = linked ? listUrl('intervention-outcomes', { filter: { month } }) : undefined;
    return {
      key: month,
      cells: [
        textCell(month, to),
        countCell(entered, to),
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
      actions={<ExportButton name="roi-months" columns={columns} rows={rows} />}
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
      <FigureTable label="ROI by month of entering" columns={columns} rows={rows} />
    </Section>
  );
}
