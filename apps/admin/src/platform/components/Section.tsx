import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export type SectionProps = {
  readonly title?: ReactNode;
  /** Small words beside the title, for example a count. */
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Lists and tables reach the edges; text keeps a margin. */
  readonly padded?: boolean;
};

/** A bordered part of a page with a heading. @example <Section title="Open tasks" padded={false}>…</Section> */
export function Section({ title, hint, actions, children, padded = true }: SectionProps) {
  const headingId = useId();
  const headed = title !== undefined || actions !== undefined;
  return (
    <Box component="section" aria-labelledby={title === undefined ? undefined : headingId} sx={sectionStyle}>
      {headed && (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 2,
            minHeight: 44,
            paddingInline: 4,
            paddingBlock: 1.5,
            flexWrap: 'wrap',
          }}
        >
          <Typography id={headingId} variant="h3" component="h2">
            {title}
          </Typography>
          {hint && (
            <Typography variant="body2" color="text.secondary" component="div">
              {hint}
            </Typography>
          )}
          <Box sx={{ marginLeft: 'auto', display: 'flex', gap: 2 }}>{actions}</Box>
        </Box>
      )}
      <Box
        sx={padded ? { padding: 4, paddingTop: headed ? 0 : 4 } : { borderTop: headed ? 1 : 0, borderColor: 'divider' }}
      >
        {children}
      </Box>
    </Box>
  );
}

const sectionStyle = {
  backgroundColor: 'background.paper',
  border: 1,
  borderColor: 'divider',
  borderRadius: '8px',
  minWidth: 0,
  overflow: 'hidden',
};
