import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { healthBands, type HealthBand, type HealthSimulationRow } from '@wedsync/domain/success';
import { formatCount } from '../../../../platform/index.ts';
import { bandLooks } from '../../health-words.ts';

type Moves = NonNullable<HealthSimulationRow['population']>['moves'];
const bands: readonly HealthBand[] = [...healthBands, 'unknown'];

/** How many go from each band (rows) to each band (columns); who stays stands on the diagonal. */
export function BandMatrix({ moves }: { moves: Moves }) {
  const cell = (from: HealthBand, to: HealthBand) =>
    moves.find((move) => move.from === from && move.to === to)?.suppliers ?? 0;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Suppliers from band (rows) to band (columns)">
        <TableHead>
          <TableRow>
            <TableCell>From, to</TableCell>
            {bands.map((band) => (
              <TableCell key={band} align="right">
                {bandLooks[band].label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {bands.map((from, row) => (
            <TableRow key={from}>
              <TableCell component="th" scope="row">
                {bandLooks[from].label}
              </TableCell>
              {bands.map((to, column) => (
                <Cell key={to} suppliers={cell(from, to)} direction={directionOf(row, column)} />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

type Direction = 'stays' | 'rises' | 'falls' | 'unclear';

/** Unknown stands last and is neither above nor below. */
function directionOf(row: number, column: number): Direction {
  if (row === column) return 'stays';
  if (row === bands.length - 1 || column === bands.length - 1) return 'unclear';
  return column > row ? 'rises' : 'falls';
}

const tones = { stays: 'neutral', rises: 'positive', falls: 'critical', unclear: 'caution' } as const;

function Cell({ suppliers, direction }: { suppliers: number; direction: Direction }) {
  return (
    <TableCell
      align="right"
      className="tabular"
      sx={({ colours }) =>
        suppliers === 0
          ? { color: 'text.disabled' }
          : { color: colours.tone[tones[direction]].text, backgroundColor: colours.tone[tones[direction]].background }
      }
    >
      {suppliers === 0 ? '–' : formatCount(suppliers)}
    </TableCell>
  );
}
