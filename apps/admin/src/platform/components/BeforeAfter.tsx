import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { changedFields } from '../format/changed-fields.ts';
import { humanize } from '../format/status-tone.ts';

type Snapshot = Readonly<Record<string, unknown>> | null | undefined;

/** The fields that changed, old beside new. @example <BeforeAfter before={entry.before} after={entry.after} /> */
export function BeforeAfter({ before, after }: { before: Snapshot; after: Snapshot }) {
  const changes = changedFields(before ?? {}, after ?? {});
  if (changes.length === 0) return null;
  return (
    <Table size="small" aria-label="What changed">
      <TableHead>
        <TableRow>
          <TableCell>Field</TableCell>
          <TableCell>Before</TableCell>
          <TableCell>After</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {changes.map(({ field, before: old, after: new_ }) => (
          <TableRow key={field}>
            <TableCell>{humanize(field)}</TableCell>
            <TableCell sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{old}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{new_}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
