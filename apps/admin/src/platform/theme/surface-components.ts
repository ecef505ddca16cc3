import type { Components, Theme } from '@mui/material/styles';
import type { Colours } from './palette.ts';

/** Paper, dialogs, menus, tooltips, drawers and the ground of the page. */
export function surfaceComponents(colours: Colours): Components<Theme> {
  const floating = {
    backgroundColor: colours.raised,
    backgroundImage: 'none',
    border: `1px solid ${colours.border}`,
    boxShadow: '0 12px 32px rgb(0 0 0 / 0.14), 0 2px 6px rgb(0 0 0 / 0.06)',
  };
  return {
    MuiCssBaseline: { styleOverrides: baseline(colours) },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiCard: { styleOverrides: { root: { border: `1px solid ${colours.border}`, borderRadius: 8 } } },
    MuiDialog: {
      styleOverrides: {
        paper: { ...floating, borderRadius: 10 },
      },
    },
    MuiBackdrop: {
      styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(10 10 14 / 0.4)' } } },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: 15, fontWeight: 600, padding: '16px 20px 8px' } } },
    MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px 16px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px', borderTop: `1px solid ${colours.border}` } } },
    MuiMenu: { styleOverrides: { paper: { ...floating, borderRadius: 8, marginTop: 4 }, list: { padding: 4 } } },
    MuiPopover: { styleOverrides: { paper: { ...floating, borderRadius: 8 } } },
    MuiMenuItem: {
      styleOverrides: {
        root: { fontSize: 13, minHeight: 32, borderRadius: 5, padding: '4px 8px', gap: 8 },
      },
    },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 0, color: colours.textSecondary } } },
    MuiDrawer: { styleOverrides: { paper: { backgroundColor: colours.surface, borderColor: colours.border } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 350, arrow: false },
      styleOverrides: {
        tooltip: {
          backgroundColor: '#26272e',
          color: '#f4f4f6',
          fontSize: 12,
          lineHeight: '16px',
          fontWeight: 450,
          padding: '6px 8px',
          borderRadius: 6,
          maxWidth: 320,
        },
      },
    },
    MuiDivider: { styleOverrides: { root: { borderColor: colours.border } } },
    MuiLink: { defaultProps: { underline: 'hover' }, styleOverrides: { root: { color: colours.accentText } } },
    MuiSnackbarContent: { styleOverrides: { root: { backgroundColor: '#26272e', color: '#f4f4f6', borderRadius: 8 } } },
    MuiAlert: { styleOverrides: { root: { borderRadius: 8, padding: '4px 12px', fontSize: 13 } } },
  };
}

function baseline(colours: Colours) {
  return {
    html: { WebkitFontSmoothing: 'antialiased', textRendering: 'optimizeLegibility' },
    body: {
      backgroundColor: colours.canvas,
      color: colours.text,
      fontSize: 13,
      lineHeight: '20px',
      fontFeatureSettings: "'cv11', 'ss03'",
    },
    // A plain link is quiet until pointed at; components that are links style themselves.
    'a:where(:not([class]))': {
      color: colours.accentText,
      textDecoration: 'none',
      '&:hover': { textDecoration: 'underline' },
    },
    'a, button, [tabindex="0"]': {
      '&:focus-visible': { outline: `2px solid ${colours.focus}`, outlineOffset: 1 },
    },
    '::selection': { backgroundColor: colours.tone.accent.background, color: colours.tone.accent.text },
    '.tabular': { fontVariantNumeric: 'tabular-nums' },
    '.visually-hidden': {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
    '@media (prefers-reduced-motion: reduce)': {
      '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
    },
  };
}
