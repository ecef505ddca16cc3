import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { EmptyState, RelativeTime, type Tone, ToneChip } from '../../platform/index.ts';
import type { Overview } from '../operations-data.ts';

type State = Overview['breakers'][number]['state'];

const looks: Readonly<Record<State, { readonly tone: Tone; readonly words: string }>> = {
  closed: { tone: 'positive', words: 'Working' },
  open: { tone: 'critical', words: 'Resting' },
  half_open: { tone: 'caution', words: 'Being tried' },
};

/** Destinations that failed at some time, and whether they are trusted now. */
export function BreakerTable({ breakers }: Pick<Overview, 'breakers'>) {
  if (breakers.length === 0)
    return <EmptyState title="Nothing has failed">A destination appears here after its first failure.</EmptyState>;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Destinations">
        <TableHead>
          <TableRow>
            <TableCell>Destination</TableCell>
            <TableCell>State</TableCell>
            <TableCell align="right">Recent failures</TableCell>
            <TableCell>Opened</TableCell>
            <TableCell>Last error</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {breakers.map(({ destination, state, recentFailures, openedAt, lastError }) => (
            <TableRow key={destination}>
              <TableCell>{destination}</TableCell>
              <TableCell>
                <ToneChip tone={looks[state].tone} dot>
                  {looks[state].words}
                </ToneChip>
              </TableCell>
              <TableCell align="right" className="tabular">
                {recentFailures}
              </TableCell>
              <TableCell>
                <RelativeTime at={openedAt} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{lastError ?? '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
