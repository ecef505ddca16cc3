import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { consistencyCheckSchema } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { EmptyState, ErrorState, getJson, RelativeTime, SkeletonRows, ToneChip } from '../../platform/index.ts';

const checksSchema = z.array(consistencyCheckSchema);
const refreshMs = 60_000;

/** What must always hold of the books, and whether it does. */
export function ConsistencyTable() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['revenue', 'consistency'],
    queryFn: async () => checksSchema.parse(await getJson('/revenue/consistency')),
    refetchInterval: refreshMs,
  });
  if (isPending) return <SkeletonRows rows={3} />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data.length === 0)
    return <EmptyState title="Not checked yet">The books are checked every quarter of an hour.</EmptyState>;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Consistency of the books">
        <TableHead>
          <TableRow>
            <TableCell>What must hold</TableCell>
            <TableCell>State</TableCell>
            <TableCell>Since</TableCell>
            <TableCell>Checked</TableCell>
            <TableCell>What contradicts it</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map(({ name, title, holds, detail, checkedAt, brokenSince }) => (
            <TableRow key={name}>
              <TableCell>{title}</TableCell>
              <TableCell>
                <ToneChip tone={holds ? 'positive' : 'critical'} dot>
                  {holds ? 'Holds' : 'Broken'}
                </ToneChip>
              </TableCell>
              <TableCell>{brokenSince === null ? '–' : <RelativeTime at={brokenSince} />}</TableCell>
              <TableCell>
                <RelativeTime at={checkedAt} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{holds ? '–' : detail}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
