import { createTheme, type Theme } from '@mui/material/styles';
import { dataComponents } from './data-components.ts';
import { formComponents } from './form-components.ts';
import './mui-augmentation.ts';
import { coloursOf, type ColourMode, type Colours } from './palette.ts';
import { surfaceComponents } from './surface-components.ts';

/** The one theme of the admin: neutral, one accent, 4 px grid, 13 px body, hairlines instead of shadows. */
export function createAdminTheme(mode: ColourMode): Theme {
  const colours = coloursOf[mode];
  return createTheme({
    colours,
    spacing: 4,
    shape: { borderRadius: 6 },
    palette: paletteOf(mode, colours),
    typography,
    shadows: noShadows,
    components: { ...surfaceComponents(colours), ...formComponents(colours), ...dataComponents(colours) },
  });
}

function paletteOf(mode: ColourMode, colours: Colours) {
  return {
    mode,
    primary: { main: colours.accent, dark: colours.accentHover, contrastText: colours.onAccent },
    secondary: { main: colours.accent, dark: colours.accentHover, contrastText: colours.onAccent },
    error: { main: mode === 'light' ? '#c4302a' : '#cf453d', contrastText: '#ffffff' },
    warning: { main: colours.tone.caution.strong },
    info: { main: colours.tone.info.strong },
    success: { main: colours.tone.positive.strong },
    background: { default: colours.canvas, paper: colours.surface },
    text: { primary: colours.text, secondary: colours.textSecondary, disabled: colours.textDisabled },
    divider: colours.border,
    action: { hover: colours.hover, selected: colours.tone.accent.background, active: colours.textSecondary },
  };
}

const typography = {
  fontFamily: "'Inter Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontSize: 13,
  htmlFontSize: 16,
  h1: { fontSize: 20, lineHeight: '28px', fontWeight: 600, letterSpacing: '-0.012em' },
  h2: { fontSize: 15, lineHeight: '20px', fontWeight: 600, letterSpacing: '-0.006em' },
  h3: { fontSize: 13, lineHeight: '20px', fontWeight: 600 },
  h4: { fontSize: 24, lineHeight: '32px', fontWeight: 600, letterSpacing: '-0.018em' },
  h5: { fontSize: 15, lineHeight: '20px', fontWeight: 600 },
  h6: { fontSize: 15, lineHeight: '20px', fontWeight: 600 },
  subtitle1: { fontSize: 14, lineHeight: '20px', fontWeight: 500 },
  subtitle2: { fontSize: 13, lineHeight: '20px', fontWeight: 500 },
  body1: { fontSize: 14, lineHeight: '20px' },
  body2: { fontSize: 13, lineHeight: '20px' },
  caption: { fontSize: 12, lineHeight: '16px' },
  overline: {
    fontSize: 11,
    lineHeight: '16px',
    fontWeight: 600,
    letterSpacing: '0.03em',
    textTransform: 'none' as const,
  },
  button: { fontSize: 13, lineHeight: '20px', fontWeight: 500, textTransform: 'none' as const },
};

// Menus and dialogs draw their own soft shadow; nothing else is lifted.
const noShadows: Theme['shadows'] = [
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
  'none',
];
