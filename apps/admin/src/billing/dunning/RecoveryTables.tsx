import { classPlans, type DunningFigures } from '@wedsync/domain/billing';
import {
  countCell,
  type FigureCell,
  FigureTable,
  moneyCell,
  percentCell,
  Section,
  textCell,
} from '../../platform/index.ts';
import { useDunningFigures } from './dunning-data.ts';

const outcomes = ['Cases', 'Recovered', 'Open', 'Lost', 'Recovered of all', 'Failed', 'Came back'];

/** What became of what failed: by reason and by month. Open cases are neither recovered nor lost, so both rates show what is still undecided. */
export function RecoveryTables() {
  const { data } = useDunningFigures();
  if (data === undefined || data.byClass.length === 0) return null;
  const { byClass, byCohort, currency } = data;
  const classRows = byClass.map((row) => rowOf(classPlans[row.declineClass].title, row, currency));
  const monthRows = byCohort.map((row) => rowOf(row.month, row, currency));
  return (
    <>
      <Section title="Recovery by reason" hint="Failed in the last 12 months" padded={false}>
        <FigureTable label="Recovery by reason" columns={['Why', ...outcomes]} rows={classRows} />
      </Section>
      <Section title="Recovery by month" hint="By the month of the first failure" padded={false}>
        <FigureTable label="Recovery by month" columns={['Month', ...outcomes]} rows={monthRows} />
      </Section>
    </>
  );
}

type Recovery = Omit<DunningFigures['byCohort'][number], 'month'>;

function rowOf(name: string, recovery: Recovery, currency: string) {
  const { cases, recovered, open, lost, amountMinor, recoveredMinor } = recovery;
  const cells: FigureCell[] = [
    textCell(name),
    ...[cases, recovered, open, lost].map((count) => countCell(count)),
    percentCell(cases === 0 ? null : recovered / cases),
    moneyCell(amountMinor, currency),
    moneyCell(recoveredMinor, currency),
  ];
  return { key: name, cells };
}
