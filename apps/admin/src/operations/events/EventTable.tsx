import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { EventStanding } from '@wedsync/domain/operations';
import { useState } from 'react';
import { formatCount } from '../../platform/index.ts';
import { EventVersions } from './EventVersions.tsx';

/** Types of event as rows; each opens to what its versions tell. */
export function EventTable({ events }: { readonly events: readonly EventStanding[] }) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="What the house tells">
        <TableHead>
          <TableRow>
            <TableCell>Event</TableCell>
            <TableCell>Told by</TableCell>
            <TableCell align="right">Version</TableCell>
            <TableCell>Followed by</TableCell>
            <TableCell align="right">Last 24 h</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {events.map((event) => (
            <EventRow key={event.type} event={event} />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function EventRow({ event }: { readonly event: EventStanding }) {
  const [open, setOpen] = useState(false);
  const { type, capability, description, versions, followers, toldInADay } = event;
  return (
    <>
      <TableRow>
        <TableCell>
          <Box sx={{ fontWeight: 500 }}>{type}</Box>
          <Typography variant="body2" color="text.secondary">
            {description}
          </Typography>
        </TableCell>
        <TableCell>{capability}</TableCell>
        <TableCell align="right" className="tabular">
          {versions.length}
        </TableCell>
        <TableCell sx={{ maxWidth: 320 }}>{followers.join(', ') || '–'}</TableCell>
        <TableCell align="right" className="tabular">
          {formatCount(toldInADay)}
        </TableCell>
        <TableCell align="right">
          <Button size="small" aria-expanded={open} aria-label={`What ${type} tells`} onClick={() => setOpen(!open)}>
            {open ? 'Close' : 'Fields'}
          </Button>
        </TableCell>
      </TableRow>
      <TableRow>
        <TableCell colSpan={6} sx={{ paddingY: 0, ...(open ? {} : { borderBottom: 0 }) }}>
          <Collapse in={open} unmountOnExit>
            <EventVersions versions={versions} />
          </Collapse>
        </TableCell>
      </TableRow>
    </>
  );
}
