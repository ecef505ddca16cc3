import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import { contactChannels, contactPurposes, purposeTitles, type ContactPermission } from '@wedsync/domain/privacy';
import { ActionButton, formatDate, humanize, ToneChip } from '../../platform/index.ts';
import type { ContactPermissions } from './consent-data.ts';

const channelWords = { email: 'E-mail', sms: 'Text', in_app: 'App' } as const;

/** What one contact may be sent, by purpose and channel, each cell with its reason. */
export function ContactConsents({ contact: { contactId, name, cells } }: { readonly contact: ContactPermissions }) {
  const held = cells.some(({ suppressed }) => suppressed !== null);
  return (
    <Box sx={{ paddingBottom: 2, '& + &': { borderTop: 1, borderColor: 'divider' } }}>
      <Table size="small" aria-label={`What ${name} may be sent`}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ fontWeight: 500 }}>{name}</TableCell>
            {contactChannels.map((channel) => (
              <TableCell key={channel}>{channelWords[channel]}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {contactPurposes.map((purpose) => (
            <TableRow key={purpose}>
              <TableCell component="th" scope="row">
                {purposeTitles[purpose]}
              </TableCell>
              {contactChannels.map((channel) => (
                <TableCell key={channel}>
                  <Answer cell={cells.find((one) => one.purpose === purpose && one.channel === channel)} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, paddingInline: 3, paddingTop: 2 }}>
        <ActionButton resource="contacts" id={contactId} verb="record-consent" variant="text" />
        {held && (
          <ActionButton resource="contacts" id={contactId} verb="lift-suppression" variant="text" color="warning" />
        )}
      </Box>
    </Box>
  );
}

function Answer({ cell }: { readonly cell: ContactPermission | undefined }) {
  if (cell === undefined) return null;
  return (
    <Tooltip title={reasonOf(cell)} describeChild>
      <Box component="span" tabIndex={0}>
        <ToneChip tone={cell.allowed ? 'positive' : cell.suppressed === null ? 'neutral' : 'critical'}>
          {cell.allowed ? 'Yes' : 'No'}
        </ToneChip>
      </Box>
    </Tooltip>
  );
}

function reasonOf({ why, said }: ContactPermission): string {
  if (said === null) return why ?? 'Nothing was said; this is the default.';
  const word = said.state === 'granted' ? 'They agreed' : 'They said no';
  return `${why === null ? '' : `${why} `}${word} on ${formatDate(said.saidAt)}: ${said.saidBy}, ${humanize(said.source).toLowerCase()}.`;
}
