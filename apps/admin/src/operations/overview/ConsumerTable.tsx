import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ConsumerStanding } from '@wedsync/domain/operations';
import { ActionMenu, EmptyState, formatCount, RelativeTime, Section, ToneChip } from '../../platform/index.ts';

/** Followers of the event log: how far each is behind, what holds it up, and the way back in time. */
export function ConsumerTable({ consumers }: { readonly consumers: readonly ConsumerStanding[] }) {
  return (
    <Section title="Followers of the event log" padded={false}>
      {consumers.length === 0 ? (
        <EmptyState title="No followers yet">They appear when the worker has started once.</EmptyState>
      ) : (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small" aria-label="Followers of the event log">
            <TableHead>
              <TableRow>
                <TableCell>Follower</TableCell>
                <TableCell>Standing</TableCell>
                <TableCell align="right">Events behind</TableCell>
                <TableCell>Waiting since</TableCell>
                <TableCell>Last error</TableCell>
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {consumers.map((consumer) => (
                <ConsumerRow key={consumer.id} consumer={consumer} />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Section>
  );
}

function ConsumerRow({ consumer }: { readonly consumer: ConsumerStanding }) {
  const { id, behind, oldestWaitingAt, failures, lastError } = consumer;
  return (
    <TableRow>
      <TableCell>{id}</TableCell>
      <TableCell>
        {failures > 0 ? (
          <ToneChip tone="critical">{`Failed ${failures} times`}</ToneChip>
        ) : (
          <ToneChip tone={behind > 0 ? 'info' : 'positive'}>{behind > 0 ? 'Catching up' : 'Up to date'}</ToneChip>
        )}
      </TableCell>
      <TableCell align="right" className="tabular">
        {formatCount(behind)}
      </TableCell>
      <TableCell>
        <RelativeTime at={oldestWaitingAt} />
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{lastError ?? '–'}</TableCell>
      <TableCell align="right">
        <ActionMenu resource="consumers" id={id} />
      </TableCell>
    </TableRow>
  );
}
