import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type PropsWithChildren, useMemo } from 'react';
import { useStore } from 'react-admin';
import type { ColourMode } from './palette.ts';
import { createAdminTheme } from './theme.ts';

/** What the person chose; "system" follows the device. */
export type ColourChoice = ColourMode | 'system';

/** The remembered choice of theme and how to change it. */
export function useColourChoice(): [ColourChoice, (choice: ColourChoice) => void] {
  const [choice, setChoice] = useStore<ColourChoice>('device.theme', 'system');
  return [choice, setChoice];
}

/** Gives the theme to everything below, light or dark as chosen. */
export function ColourModeProvider({ children }: PropsWithChildren) {
  const [choice] = useColourChoice();
  const deviceIsDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode: ColourMode = choice === 'system' ? (deviceIsDark ? 'dark' : 'light') : choice;
  const theme = useMemo(() => createAdminTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
      {children}
    </ThemeProvider>
  );
}
