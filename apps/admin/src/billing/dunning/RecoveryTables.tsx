import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { classPlans, type DunningFigures } from '@wedsync/domain/billing';
import { formatPercent, Money, Section } from '../../platform/index.ts';
import { useDunningFigures } from './dunning-data.ts';

type Recovery = DunningFigures['byClass'][number] | DunningFigures['byCohort'][number];

/** What became of what failed: by reason and by month. Open cases are neither recovered nor lost, so both rates show what is still undecided. */
export function RecoveryTables() {
  const { data } = useDunningFigures();
  if (data === undefined || data.byClass.length === 0) return null;
  return (
    <>
      <Section title="Recovery by reason" hint="Failed in the last 12 months" padded={false}>
        <Rows
          label="Recovery by reason"
          first="Why"
          rows={data.byClass}
          currency={data.currency}
          nameOf={(row) => ('declineClass' in row ? classPlans[row.declineClass].title : '')}
        />
      </Section>
      <Section title="Recovery by month" hint="By the month of the first failure" padded={false}>
        <Rows
          label="Recovery by month"
          first="Month"
          rows={data.byCohort}
          currency={data.currency}
          nameOf={(row) => ('month' in row ? row.month : '')}
        />
      </Section>
    </>
  );
}

type RowsProps = {
  readonly label: string;
  readonly first: string;
  readonly rows: readonly Recovery[];
  readonly currency: string;
  readonly nameOf: (row: Recovery) => string;
};

function Rows({ label, first, rows, currency, nameOf }: RowsProps) {
  return (
    <Table size="small" aria-label={label} className="tabular">
      <TableHead>
        <TableRow>
          <TableCell>{first}</TableCell>
          {['Cases', 'Recovered', 'Open', 'Lost', 'Recovered of all', 'Failed', 'Came back'].map((name) => (
            <TableCell key={name} align="right">
              {name}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={nameOf(row)}>
            <TableCell>{nameOf(row)}</TableCell>
            <TableCell align="right">{row.cases}</TableCell>
            <TableCell align="right">{row.recovered}</TableCell>
            <TableCell align="right">{row.open}</TableCell>
            <TableCell align="right">{row.lost}</TableCell>
            <TableCell align="right">{row.cases === 0 ? '–' : formatPercent(row.recovered / row.cases)}</TableCell>
            <TableCell align="right">
              <Money amountMinor={row.amountMinor} currency={currency} />
            </TableCell>
            <TableCell align="right">
              <Money amountMinor={row.recoveredMinor} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
