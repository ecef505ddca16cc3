import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import type { PaymentSyncStatus } from '@wedsync/domain/billing';
import { useState } from 'react';
import { ConfirmDialog, formatCount, formatPercent, RelativeTime, StatusChip } from '../../platform/index.ts';
import { PermittedButton } from './PermittedButton.tsx';
import { useCancelSync } from './sync-data.ts';
import { levelWords, nameOfSync } from './sync-words.ts';

type Heading = { readonly words: string; readonly numeric?: boolean };
const headings: readonly Heading[] = [
  { words: 'Sync' },
  { words: 'State' },
  { words: 'Seen', numeric: true },
  { words: 'New', numeric: true },
  { words: 'Known', numeric: true },
  { words: 'Rejected', numeric: true },
  { words: 'Quality', numeric: true },
  { words: 'Asked for' },
  { words: '' },
];

/** The latest syncs with what each found, and how those that are not done are cancelled. */
export function SyncTable({ syncs }: { readonly syncs: readonly PaymentSyncStatus[] }) {
  const [cancelling, setCancelling] = useState<PaymentSyncStatus | null>(null);
  return (
    <Box
      sx={{ overflowX: 'auto', position: 'relative' }}
      tabIndex={0}
      role="region"
      aria-label="Latest syncs, scrolls sideways"
    >
      <Table size="small" aria-label="Latest syncs">
        <TableHead>
          <TableRow>
            {headings.map(({ words, numeric }) => (
              <TableCell key={words} align={numeric ? 'right' : 'left'}>
                {words || <span className="visually-hidden">What can be done</span>}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {syncs.map((sync) => (
            <SyncRow key={sync.syncId} sync={sync} onCancel={() => setCancelling(sync)} />
          ))}
        </TableBody>
      </Table>
      {cancelling !== null && <CancelDialog sync={cancelling} onClose={() => setCancelling(null)} />}
    </Box>
  );
}

type SyncRowProps = { readonly sync: PaymentSyncStatus; readonly onCancel: () => void };
const unfinished: ReadonlySet<string> = new Set(['queued', 'failed', 'running']);

function SyncRow({ sync, onCancel }: SyncRowProps) {
  const { status, dataQualityReport: report, createdAt, requestedByName, errors, validationLevel } = sync;
  const counts = [report.seen, report.storedNew, report.alreadyKnown, report.rejected];
  return (
    <TableRow>
      <TableCell sx={{ minWidth: 180 }}>
        {nameOfSync(sync)}
        <Box sx={{ fontSize: 12, color: 'text.secondary' }}>{levelWords[validationLevel]} checks</Box>
        {errors.map((error) => (
          <Box key={error} sx={{ fontSize: 12, color: 'error.main', overflowWrap: 'anywhere' }}>
            {error}
          </Box>
        ))}
      </TableCell>
      <TableCell>
        <StatusChip status={status} />
      </TableCell>
      {counts.map((count, index) => (
        <TableCell key={headings[index + 2]?.words} align="right" className="tabular">
          {formatCount(count)}
        </TableCell>
      ))}
      <TableCell align="right" className="tabular">
        <Tooltip title={report.definition}>
          <span>{formatPercent(report.score)}</span>
        </Tooltip>
      </TableCell>
      <TableCell>
        <RelativeTime at={createdAt} />
        <Box sx={{ fontSize: 12, color: 'text.secondary' }}>by {requestedByName ?? 'the schedule'}</Box>
      </TableCell>
      <TableCell align="right">
        {unfinished.has(status) && (
          <PermittedButton
            permission="payment-syncs:cancel"
            why="Your role does not cancel syncs"
            color="error"
            aria-label={`Cancel ${nameOfSync(sync)}`}
            onClick={onCancel}
          >
            Cancel
          </PermittedButton>
        )}
      </TableCell>
    </TableRow>
  );
}

function CancelDialog({ sync, onClose }: { readonly sync: PaymentSyncStatus; readonly onClose: () => void }) {
  const { mutate, isPending, problem } = useCancelSync(onClose);
  return (
    <ConfirmDialog
      open
      danger
      title={`Cancel ${nameOfSync(sync)}?`}
      confirmLabel="Cancel sync"
      busy={isPending}
      onConfirm={() => mutate(sync.syncId)}
      onClose={onClose}
    >
      {problem?.message ?? 'What it has taken in stays. Another sync finds the rest.'}
    </ConfirmDialog>
  );
}
