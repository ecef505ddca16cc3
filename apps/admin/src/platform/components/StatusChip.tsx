import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { humanize, toneOf } from '../format/status-tone.ts';
import type { Tone } from '../theme/palette.ts';

/** A small tinted label in a tone. @example <ToneChip tone="caution">Dispute open</ToneChip> */
export function ToneChip({ tone, dot = false, children }: { tone: Tone; dot?: boolean; children: ReactNode }) {
  return (
    <Box
      component="span"
      sx={({ colours }) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        height: 20,
        paddingInline: '7px',
        borderRadius: '5px',
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 500,
        whiteSpace: 'nowrap',
        verticalAlign: 'middle',
        color: colours.tone[tone].text,
        backgroundColor: colours.tone[tone].background,
      })}
    >
      {dot && (
        <Box
          component="span"
          aria-hidden
          sx={({ colours }) => ({
            width: 6,
            height: 6,
            borderRadius: '50%',
            backgroundColor: colours.tone[tone].strong,
          })}
        />
      )}
      {children}
    </Box>
  );
}

/** A state as a word in its tone. @example <StatusChip status="past_due" /> */
export function StatusChip({ status, label }: { status: string | null | undefined; label?: string }) {
  if (!status) return <span>–</span>;
  return <ToneChip tone={toneOf(status)}>{label ?? humanize(status)}</ToneChip>;
}
