import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { SkeletonLine } from '../components/Skeletons.tsx';

/** Rows of the height they will have, while they load. */
export function DataTableSkeleton({ columns, rows }: { columns: number; rows: number }) {
  return (
    <TableBody>
      {Array.from({ length: rows }, (_, row) => (
        <TableRow key={row}>
          {Array.from({ length: columns }, (_cell, column) => (
            <TableCell key={column}>
              <SkeletonLine width={`${40 + ((row * 13 + column * 29) % 50)}%`} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </TableBody>
  );
}
