import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { MessageAttempt } from '@wedsync/domain/delivery';
import { EmptyState, RelativeTime, StatusChip } from '../../platform/index.ts';

/** Every attempt of a message and what came of it. */
export function AttemptTable({ attempts }: { readonly attempts: readonly MessageAttempt[] }) {
  if (attempts.length === 0)
    return <EmptyState title="Not tried yet">Each attempt is kept here with what came of it.</EmptyState>;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Attempts">
        <TableHead>
          <TableRow>
            <TableCell>Attempt</TableCell>
            <TableCell>Outcome</TableCell>
            <TableCell align="right">Took</TableCell>
            <TableCell>When</TableCell>
            <TableCell>What was said</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {attempts.map((attempt) => (
            <TableRow key={`${attempt.attempt}-${attempt.startedAt}`}>
              <TableCell className="tabular">{attempt.attempt}</TableCell>
              <TableCell>
                <StatusChip status={attempt.outcome ?? 'sending'} />
              </TableCell>
              <TableCell align="right" className="tabular">
                {attempt.durationMs === null ? '–' : `${attempt.durationMs} ms`}
              </TableCell>
              <TableCell>
                <RelativeTime at={attempt.startedAt} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{attempt.error ?? '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
