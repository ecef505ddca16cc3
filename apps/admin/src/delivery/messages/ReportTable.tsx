import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { MessageReport } from '@wedsync/domain/delivery';
import { RelativeTime, StatusChip } from '../../platform/index.ts';

/** What providers and readers told us of a message after it left. */
export function ReportTable({ reports }: { readonly reports: readonly MessageReport[] }) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="What came back">
        <TableHead>
          <TableRow>
            <TableCell>What</TableCell>
            <TableCell>When</TableCell>
            <TableCell>In words</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {reports.map((report) => (
            <TableRow key={`${report.kind}-${report.at}`}>
              <TableCell>
                <StatusChip status={report.kind} />
              </TableCell>
              <TableCell>
                <RelativeTime at={report.at} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{report.detail ?? '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
