import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { type Shortcut, useShortcuts } from './shortcuts.ts';

/** Every key that works on this page, by group. */
export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const titleId = useId();
  const shortcuts = useShortcuts();
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>Keys</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        {groups.map((group) => (
          <Box key={group}>
            <Typography variant="h3" component="h3" color="text.secondary" sx={{ marginBottom: 1 }}>
              {group}
            </Typography>
            {unique(shortcuts.filter((shortcut) => shortcut.group === group)).map(({ keys, description }) => (
              <Box
                key={keys}
                sx={{ display: 'flex', justifyContent: 'space-between', minHeight: 28, alignItems: 'center' }}
              >
                {description}
                <Key keys={keys} />
              </Box>
            ))}
          </Box>
        ))}
      </DialogContent>
    </Dialog>
  );
}

function Key({ keys }: { keys: string }) {
  const text = keys
    .replace('mod+', navigator.userAgent.includes('Mac') ? '⌘ ' : 'Ctrl ')
    .replace(/([a-z])$/, (letter) => letter.toUpperCase());
  return (
    <Box
      component="kbd"
      sx={({ colours }) => ({
        fontFamily: 'inherit',
        fontSize: 12,
        paddingInline: 2,
        borderRadius: '4px',
        border: `1px solid ${colours.border}`,
        backgroundColor: colours.subtle,
      })}
    >
      {text}
    </Box>
  );
}

/** Two tables on one page register the same keys; the list names each once. */
function unique(shortcuts: readonly Shortcut[]): Shortcut[] {
  return [...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values()];
}
