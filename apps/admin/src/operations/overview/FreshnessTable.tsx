import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { RelativeTime, type Tone, ToneChip } from '../../platform/index.ts';
import type { Overview } from '../operations-data.ts';

type Standing = Overview['freshness'][number]['standing'];

const looks: Readonly<Record<Standing, { readonly tone: Tone; readonly words: string }>> = {
  fresh: { tone: 'positive', words: 'Fresh' },
  stale: { tone: 'caution', words: 'Stale' },
  never: { tone: 'neutral', words: 'Nothing yet' },
};

/** When each source last told us something; amber when that is too long ago. */
export function FreshnessTable({ freshness }: Pick<Overview, 'freshness'>) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Freshness">
        <TableHead>
          <TableRow>
            <TableCell>Source</TableCell>
            <TableCell>Standing</TableCell>
            <TableCell>As of</TableCell>
            <TableCell>Meaning</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {freshness.map(({ name, title, meaning, asOf, standing }) => (
            <TableRow key={name}>
              <TableCell>{title}</TableCell>
              <TableCell>
                <ToneChip tone={looks[standing].tone} dot>
                  {looks[standing].words}
                </ToneChip>
              </TableCell>
              <TableCell>
                <RelativeTime at={asOf} />
              </TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>{meaning}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
