import { countCell, FigureTable, formatPercent, humanize, Section, textCell } from '../../platform/index.ts';
import { useDisputeRecords } from './dispute-data.ts';

const columns = ['Reason', 'Open', 'Won', 'Lost', 'Came to nothing', 'Win rate'];

/** What banks decided, by what cardholders said. The rate counts decided cases only, and says how many. */
export function WinRates() {
  const { data = [] } = useDisputeRecords();
  if (data.length === 0) return null;
  const rows = data.map(({ reason, open, won, lost, closed }) => ({
    key: reason,
    cells: [
      textCell(humanize(reason)),
      ...[open, won, lost, closed].map((count) => countCell(count)),
      winRate(won, lost),
    ],
  }));
  return (
    <Section title="How they ended" hint="Win rate of those a bank decided" padded={false}>
      <FigureTable label="Win rate by reason" columns={columns} rows={rows} />
    </Section>
  );
}

function winRate(won: number, lost: number) {
  const decided = won + lost;
  return textCell(decided === 0 ? '–' : `${formatPercent(won / decided)} of ${decided}`);
}
