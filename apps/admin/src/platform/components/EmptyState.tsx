import Box from '@mui/material/Box';
import type { SvgIconProps } from '@mui/material/SvgIcon';
import Typography from '@mui/material/Typography';
import type { ComponentType, ReactNode } from 'react';

export type EmptyStateProps = {
  /** What is not here, for example "No refunds yet". */
  readonly title: string;
  /** What will appear here and how it gets here. */
  readonly children: ReactNode;
  readonly icon?: ComponentType<SvgIconProps>;
  readonly action?: ReactNode;
};

/** Says what will appear and how to get it. @example <EmptyState title="No notes yet">Notes … appear here.</EmptyState> */
export function EmptyState({ title, children, icon: Icon, action }: EmptyStateProps) {
  return (
    <Box sx={{ display: 'grid', justifyItems: 'center', gap: 1, padding: 10, textAlign: 'center' }}>
      {Icon && <Icon aria-hidden sx={{ fontSize: 24, color: 'text.disabled' }} />}
      <Typography variant="subtitle2" component="p">
        {title}
      </Typography>
      <Typography variant="body2" color="text.secondary" component="div" sx={{ maxWidth: 440 }}>
        {children}
      </Typography>
      {action && <Box sx={{ marginTop: 2 }}>{action}</Box>}
    </Box>
  );
}
