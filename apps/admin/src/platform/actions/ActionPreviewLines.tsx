import WarningAmber from '@mui/icons-material/WarningAmber';
import Box from '@mui/material/Box';
import { datesInWords } from '../format/time.ts';
import type { PreviewState } from './use-action-preview.ts';

/** What will happen: lines, warnings, and who must approve. Keeps its height while it refreshes. */
export function ActionPreviewLines({
  preview,
  pending,
  missing,
}: PreviewState & { readonly missing: readonly string[] }) {
  return (
    <Box
      role="status"
      aria-live="polite"
      aria-busy={pending}
      aria-label="What will happen"
      sx={({ colours }) => ({
        display: 'grid',
        gap: 2,
        padding: 3,
        minHeight: 64,
        alignContent: 'start',
        borderRadius: '6px',
        backgroundColor: colours.subtle,
        opacity: pending ? 0.6 : 1,
      })}
    >
      {preview === null ? (
        <Box sx={{ color: 'text.secondary' }}>{waitingText(pending, missing)}</Box>
      ) : (
        <Lines preview={preview} />
      )}
    </Box>
  );
}

function waitingText(pending: boolean, missing: readonly string[]): string {
  if (pending) return 'Working out what will happen…';
  return missing.length > 0
    ? `Fill in ${missing.join(', ').toLowerCase()} to see what will happen.`
    : 'What will happen cannot be said yet.';
}

function Lines({ preview }: { preview: NonNullable<PreviewState['preview']> }) {
  return (
    <>
      <Box component="dl" sx={{ display: 'grid', gap: 1, margin: 0 }}>
        {preview.lines.map(({ label, value }) => (
          <Box key={label} sx={{ display: 'flex', justifyContent: 'space-between', gap: 4 }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {label}
            </Box>
            <Box component="dd" className="tabular" sx={{ margin: 0, textAlign: 'right', fontWeight: 500 }}>
              {datesInWords(value)}
            </Box>
          </Box>
        ))}
      </Box>
      {preview.warnings.map((warning) => (
        <Notice key={warning} text={warning} />
      ))}
      {preview.approval && (
        <Notice
          text={`Somebody else must approve (${preview.approval.role.replaceAll('_', ' ')}): ${preview.approval.why}`}
        />
      )}
    </>
  );
}

function Notice({ text }: { text: string }) {
  return (
    <Box sx={({ colours }) => ({ display: 'flex', gap: 2, color: colours.tone.caution.text })}>
      <WarningAmber aria-hidden sx={{ fontSize: 16, marginTop: '2px' }} />
      {datesInWords(text)}
    </Box>
  );
}
