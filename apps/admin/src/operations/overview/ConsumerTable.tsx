import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ConsumerStanding } from '@wedsync/domain/operations';
import {
  ActionMenu,
  EmptyState,
  formatCount,
  formatRelative,
  RelativeTime,
  Section,
  ToneChip,
  type Tone,
  useNow,
} from '../../platform/index.ts';
import { ReplayStanding } from './ReplayStanding.tsx';

/** Followers of the event log: how far each is behind, what holds it up, and the way back in time. */
export function ConsumerTable({ consumers }: { readonly consumers: readonly ConsumerStanding[] }) {
  return (
    <Section
      title="Followers of the event log"
      hint="Each has a place of its own: one that fails or rests holds up no other"
      padded={false}
    >
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
                <TableCell>Replay</TableCell>
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
  const { id, description, behind, oldestWaitingAt, lastError } = consumer;
  return (
    <TableRow>
      <TableCell sx={{ minWidth: 220 }}>
        <Box sx={{ fontWeight: 500 }}>{id}</Box>
        <Typography variant="body2" color="text.secondary">
          {description}
        </Typography>
      </TableCell>
      <TableCell>
        <Standing consumer={consumer} />
      </TableCell>
      <TableCell align="right" className="tabular">
        {formatCount(behind)}
      </TableCell>
      <TableCell>
        <RelativeTime at={oldestWaitingAt} />
      </TableCell>
      <TableCell sx={{ minWidth: 220 }}>
        <ReplayStanding consumer={consumer} />
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{lastError ?? '–'}</TableCell>
      <TableCell align="right">
        <ActionMenu resource="consumers" id={id} name={id} />
      </TableCell>
    </TableRow>
  );
}

function Standing({ consumer }: { readonly consumer: ConsumerStanding }) {
  const now = useNow();
  const { pausedAt, pausedBy, pauseReason } = consumer;
  const { tone, words } = standingOf(consumer);
  return (
    <>
      <ToneChip tone={tone}>{words}</ToneChip>
      {pausedAt !== null && (
        <Typography variant="body2" color="text.secondary">
          {`${pausedBy ?? 'Somebody'}, ${formatRelative(pausedAt, now)}${pauseReason === null ? '' : `: ${pauseReason}`}`}
        </Typography>
      )}
    </>
  );
}

function standingOf({ pausedAt, failures, behind }: ConsumerStanding): { readonly tone: Tone; readonly words: string } {
  if (pausedAt !== null) return { tone: 'caution', words: 'Paused' };
  if (failures > 0) return { tone: 'critical', words: `Failed ${failures} times` };
  return behind > 0 ? { tone: 'info', words: 'Catching up' } : { tone: 'positive', words: 'Up to date' };
}
