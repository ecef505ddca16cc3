import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import type { PaymentSyncStatus } from '@wedsync/domain/billing';
import { useState } from 'react';
import {
  ActionButton,
  EmptyState,
  ErrorState,
  formatCount,
  formatPercent,
  humanize,
  Page,
  PageHeader,
  RelativeTime,
  Section,
  SkeletonPage,
  StatusChip,
  usePermission,
} from '../../platform/index.ts';
import { NewSyncDialog } from './NewSyncDialog.tsx';
import { useSyncs } from './sync-data.ts';

/** Syncs with the payment providers: those under way, what they found, and what they could not take. */
export default function SyncsPage() {
  const { data, error, isPending, refetch } = useSyncs();
  const mayStart = usePermission('payment-syncs:start');
  const [asking, setAsking] = useState(false);
  if (isPending) return <SkeletonPage />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  const actions = mayStart && (
    <Button variant="contained" onClick={() => setAsking(true)}>
      New sync
    </Button>
  );
  return (
    <Page>
      <PageHeader title="Syncs" actions={actions} />
      <Section title="Latest syncs" padded={false}>
        {data.length === 0 ? (
          <EmptyState title="No syncs yet">
            Webhooks and hourly backfills need none; ask for one after an outage.
          </EmptyState>
        ) : (
          <SyncTable syncs={data} />
        )}
      </Section>
      {data.map((sync) => (
        <Rejections key={sync.syncId} sync={sync} />
      ))}
      {asking && <NewSyncDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

const headings = ['Sync', 'State', 'Seen', 'New', 'Known', 'Rejected', 'Quality', 'Asked for', 'Error', ''];

function SyncTable({ syncs }: { readonly syncs: readonly PaymentSyncStatus[] }) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Latest syncs">
        <TableHead>
          <TableRow>
            {headings.map((heading) => (
              <TableCell key={heading}>{heading}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {syncs.map((sync) => (
            <SyncRow key={sync.syncId} sync={sync} />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function SyncRow({ sync }: { readonly sync: PaymentSyncStatus }) {
  const { syncId, platform, syncType, status, dataQualityReport: report, errors, createdAt } = sync;
  return (
    <TableRow>
      <TableCell>{`${humanize(platform)}, ${syncType}`}</TableCell>
      <TableCell>
        <StatusChip status={status} />
      </TableCell>
      {[report.seen, report.storedNew, report.alreadyKnown, report.rejected].map((count, index) => (
        <TableCell key={headings[index + 2]} className="tabular">
          {formatCount(count)}
        </TableCell>
      ))}
      <TableCell className="tabular">
        <Tooltip title={report.definition}>
          <span>{formatPercent(report.score)}</span>
        </Tooltip>
      </TableCell>
      <TableCell>
        <RelativeTime at={createdAt} />
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{errors.join(' ') || '–'}</TableCell>
      <TableCell align="right">
        {['queued', 'failed', 'running'].includes(status) && (
          <ActionButton resource="job-runs" id={syncId} verb="cancel" color="error" />
        )}
      </TableCell>
    </TableRow>
  );
}

function Rejections({ sync }: { readonly sync: PaymentSyncStatus }) {
  const { rejectedRows, rejected } = sync.dataQualityReport;
  if (rejected === 0) return null;
  const title = `Rejected by ${humanize(sync.platform)} sync ${sync.syncId}: ${formatCount(rejectedRows.length)} of ${formatCount(rejected)}`;
  return (
    <Section title={title} padded={false}>
      <Table size="small" aria-label={title}>
        <TableBody>
          {rejectedRows.map(({ kind, id, reason }) => (
            <TableRow key={`${kind} ${id}`}>
              <TableCell>{kind}</TableCell>
              <TableCell>{id}</TableCell>
              <TableCell>{reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
