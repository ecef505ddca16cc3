import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { PaymentSyncStatus } from '@wedsync/domain/billing';
import { formatCount, RelativeTime, Section } from '../../platform/index.ts';
import { nameOfSync } from './sync-words.ts';

/** Rows that one sync could not take, each with the reason; nothing when it took all of them. */
export function SyncRejections({ sync }: { readonly sync: PaymentSyncStatus }) {
  const { rejectedRows, rejected } = sync.dataQualityReport;
  if (rejected === 0) return null;
  const title = `Rejected: ${nameOfSync(sync)}`;
  const shown = rejectedRows.length < rejected ? `the first ${formatCount(rejectedRows.length)} of ` : '';
  return (
    <Section
      title={title}
      hint={
        <>
          {shown}
          {formatCount(rejected)}, <RelativeTime at={sync.createdAt} />
        </>
      }
      padded={false}
    >
      <Box
        sx={{ overflowX: 'auto', position: 'relative' }}
        tabIndex={0}
        role="region"
        aria-label={`${title}, scrolls sideways`}
      >
        <Table size="small" aria-label={title}>
          <TableHead>
            <TableRow>
              {['Kind', 'Id at the provider', 'Why'].map((heading) => (
                <TableCell key={heading}>{heading}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rejectedRows.map(({ kind, id, reason }, index) => (
              // One row may be rejected twice, and they never change places.
              <TableRow key={`${index} ${id}`}>
                <TableCell>{kind}</TableCell>
                <TableCell sx={{ fontFamily: 'monospace', fontSize: 12 }}>{id}</TableCell>
                <TableCell sx={{ minWidth: 220, whiteSpace: 'pre-line' }}>{reason}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Section>
  );
}
