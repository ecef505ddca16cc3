import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { formatPercent, humanize, Section } from '../../platform/index.ts';
import { useDisputeRecords } from './dispute-data.ts';

/** What banks decided, by what cardholders said. The rate counts decided cases only, and says how many. */
export function WinRates() {
  const { data = [] } = useDisputeRecords();
  if (data.length === 0) return null;
  return (
    <Section title="How they ended" hint="Win rate of those a bank decided" padded={false}>
      <Table size="small" aria-label="Win rate by reason" className="tabular">
        <TableHead>
          <TableRow>
            <TableCell>Reason</TableCell>
            {['Open', 'Won', 'Lost', 'Came to nothing', 'Win rate'].map((name) => (
              <TableCell key={name} align="right">
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map(({ reason, open, won, lost, closed }) => (
            <TableRow key={reason}>
              <TableCell>{humanize(reason)}</TableCell>
              <TableCell align="right">{open}</TableCell>
              <TableCell align="right">{won}</TableCell>
              <TableCell align="right">{lost}</TableCell>
              <TableCell align="right">{closed}</TableCell>
              <TableCell align="right">
                {won + lost === 0 ? '–' : `${formatPercent(won / (won + lost))} of ${won + lost}`}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
