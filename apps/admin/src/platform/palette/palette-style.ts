import type { Theme } from '@mui/material/styles';

/** cmdk brings no look of its own; this is ours. */
export const paletteStyle = ({ colours }: Theme) => ({
  '& [cmdk-input]': {
    width: '100%',
    height: 48,
    padding: '0 16px',
    border: 0,
    borderBottom: `1px solid ${colours.border}`,
    outline: 'none',
    font: 'inherit',
    fontSize: 15,
    color: colours.text,
    backgroundColor: 'transparent',
    '&::placeholder': { color: colours.textSecondary },
  },
  '& [cmdk-list]': { maxHeight: 'min(420px, 60vh)', overflowY: 'auto', padding: '8px' },
  '& [cmdk-group-heading]': { padding: '8px 8px 4px', fontSize: 11, fontWeight: 600, color: colours.textSecondary },
  '& [cmdk-item]': {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: 36,
    padding: '0 8px',
    borderRadius: '6px',
    cursor: 'pointer',
    '& svg': { color: colours.textSecondary },
    '& small': { marginLeft: 'auto', fontSize: 12, color: colours.textSecondary },
    '&[data-selected=true]': { backgroundColor: colours.subtle },
    '&[data-disabled=true]': { color: colours.textDisabled, cursor: 'default' },
  },
  '& [cmdk-empty]': { padding: '24px', textAlign: 'center', color: colours.textSecondary },
});
