import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { usePageTitle } from '../layout/page-title.ts';

export type PageHeaderProps = {
  /** Also the document title and the last crumb of the top bar. */
  readonly title: string;
  /** Chips and facts under or beside the title. */
  readonly children?: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
};

/** The head of every page: its one h1, facts and actions. @example <PageHeader title="Payments" hint="about 12,000" actions={…} /> */
export function PageHeader({ title, children, hint, actions }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 3 }}>
      <Box sx={{ minWidth: 0, flex: '1 1 280px' }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 3, flexWrap: 'wrap' }}>
          <Typography variant="h1">{title}</Typography>
          {hint && (
            <Typography variant="body2" color="text.secondary" component="div">
              {hint}
            </Typography>
          )}
        </Box>
        {children && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, marginTop: 1 }}>{children}</Box>
        )}
      </Box>
      {actions && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>{actions}</Box>}
    </Box>
  );
}

/** The frame of a page's content: margins and rhythm. Every page starts with it. */
export function Page({
  children,
  width = 'full',
}: {
  readonly children: ReactNode;
  readonly width?: 'full' | 'reading';
}) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        alignContent: 'start',
        gap: 5,
        padding: { xs: 4, md: 6 },
        maxWidth: width === 'reading' ? 760 : 1680,
        width: '100%',
      }}
    >
      {children}
    </Box>
  );
}
