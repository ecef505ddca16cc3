import type { Colours } from './palette.ts';

declare module '@mui/material/styles' {
  interface Theme {
    colours: Colours;
  }
  interface ThemeOptions {
    colours?: Colours;
  }
}
