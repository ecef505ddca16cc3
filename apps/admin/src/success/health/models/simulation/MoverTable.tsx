import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Box from '@mui/material/Box';
import { namedMovers, type HealthSimulationRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import { EmptyState, Money, recordPath, Section } from '../../../../platform/index.ts';
import { StandingChange } from './StandingChange.tsx';

type Movers = NonNullable<HealthSimulationRow['population']>['falls'];

/** Suppliers that would stand in another band, each to be opened; those that pay most first. */
export function MoverTable({ title, movers, empty }: { title: string; movers: Movers; empty: string }) {
  const hint = movers.length === namedMovers ? `the ${namedMovers} that pay most` : undefined;
  return (
    <Section title={title} hint={hint} padded={false}>
      {movers.length === 0 ? (
        <EmptyState title="Nobody">{empty}</EmptyState>
      ) : (
        <Box sx={{ overflow: 'auto', maxHeight: 420 }}>
          <Table size="small" stickyHeader aria-label={title}>
            <TableHead>
              <TableRow>
                <TableCell>Supplier</TableCell>
                <TableCell>Health</TableCell>
                <TableCell align="right">MRR</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {movers.map(({ supplierId, businessName, mrrMinor, before, after }) => (
                <TableRow key={supplierId} hover>
                  <TableCell component="th" scope="row">
                    <Link to={`${recordPath('suppliers', supplierId)}?tab=health`}>{businessName}</Link>
                  </TableCell>
                  <TableCell>
                    <StandingChange before={before} after={after} />
                  </TableCell>
                  <TableCell align="right">
                    <Money amountMinor={mrrMinor} currency="GBP" />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Section>
  );
}
