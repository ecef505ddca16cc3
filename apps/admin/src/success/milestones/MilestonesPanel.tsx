import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { standingsOf, type MilestoneStanding, type MilestoneState } from '@wedsync/domain/success';
import {
  EmptyState,
  ErrorState,
  formatDate,
  Section,
  SkeletonRows,
  type Tone,
  ToneChip,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { useSupplierMilestones } from './milestone-data.ts';

const looks: Readonly<Record<MilestoneState, { readonly tone: Tone; readonly label: string }>> = {
  reached: { tone: 'positive', label: 'Reached' },
  late: { tone: 'caution', label: 'Late' },
  next: { tone: 'accent', label: 'Next' },
  ahead: { tone: 'neutral', label: 'Ahead' },
  open: { tone: 'neutral', label: 'Open' },
};

/** Where this supplier stands on its way: what it reached when, what comes next by when, and what is late. */
export default function MilestonesPanel({ supplier }: SupplierSlotProps) {
  const { data, error, isPending, refetch } = useSupplierMilestones(supplier.id);
  const standings = data === undefined ? [] : standingsOf(data);
  const reached = standings.filter(({ state }) => state === 'reached').length;
  return (
    <Section title="Milestones" hint={data && `${reached} of ${standings.length} reached`} padded={false}>
      {isPending && <SkeletonRows rows={6} />}
      {error && <ErrorState error={error} retry={() => void refetch()} title="Milestones could not be loaded" />}
      {data && standings.length === 0 && (
        <EmptyState title="No milestones">None are defined for suppliers of this type.</EmptyState>
      )}
      {standings.length > 0 && (
        <Table size="small" aria-label="Milestones of this supplier">
          <TableBody>
            {standings.map((standing) => (
              <StandingRow key={standing.milestoneId} {...standing} />
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  );
}

function StandingRow({ title, state, words, at, celebrated }: MilestoneStanding) {
  const { tone, label } = looks[state];
  return (
    <TableRow>
      <TableCell>
        <ToneChip tone={tone}>{label}</ToneChip>
      </TableCell>
      <TableCell component="th" scope="row">
        {title}
      </TableCell>
      <TableCell sx={{ color: 'text.secondary' }}>
        {words}
        {celebrated && ', congratulated in the app'}
      </TableCell>
      <TableCell align="right" className="tabular" sx={{ whiteSpace: 'nowrap' }}>
        {at !== null && (state === 'reached' ? formatDate(at) : `by ${formatDate(at)}`)}
      </TableCell>
    </TableRow>
  );
}
