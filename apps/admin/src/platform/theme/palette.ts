/** What a colour may say. State is never told by colour alone: the chip says the word too. */
export type Tone = 'neutral' | 'info' | 'positive' | 'caution' | 'critical' | 'accent';

/** Text on its tinted background, and the strong form for dots, bars and lines. */
export type ToneColours = { readonly text: string; readonly background: string; readonly strong: string };

export type ColourMode = 'light' | 'dark';

/** Every colour of the admin, by what it is for. */
export type Colours = {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly subtle: string;
  readonly hover: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textDisabled: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly onAccent: string;
  readonly accentText: string;
  readonly focus: string;
  readonly tone: Readonly<Record<Tone, ToneColours>>;
};

const light: Colours = {
  canvas: '#f8f8f9',
  surface: '#ffffff',
  raised: '#ffffff',
  subtle: '#f3f3f5',
  hover: '#f5f5f7',
  border: '#e6e6ea',
  borderStrong: '#c9c9d1',
  text: '#1b1c22',
  textSecondary: '#5d5f6b',
  textDisabled: '#8d8f9b',
  accent: '#5650c8',
  accentHover: '#463fb3',
  onAccent: '#ffffff',
  accentText: '#4a43b8',
  focus: '#5650c8',
  tone: {
    neutral: { text: '#4b4d58', background: '#efeff2', strong: '#8d8f9b' },
    info: { text: '#0b5c9c', background: '#e7f2fb', strong: '#2080cf' },
    positive: { text: '#17694a', background: '#e4f5ec', strong: '#259764' },
    caution: { text: '#7d4e00', background: '#fdf2d6', strong: '#bd7a00' },
    critical: { text: '#a9231c', background: '#fdeae8', strong: '#d8433b' },
    accent: { text: '#4a43b8', background: '#eeedfb', strong: '#5650c8' },
  },
};

const dark: Colours = {
  canvas: '#0f1013',
  surface: '#16171b',
  raised: '#1d1e23',
  subtle: '#1c1d22',
  hover: '#1f2026',
  border: '#2a2b32',
  borderStrong: '#44464f',
  text: '#ededf0',
  textSecondary: '#a4a6b1',
  textDisabled: '#70727e',
  accent: '#655fd6',
  accentHover: '#5a53c9',
  onAccent: '#ffffff',
  accentText: '#b3aefc',
  focus: '#928bf5',
  tone: {
    neutral: { text: '#b9bbc5', background: '#292a31', strong: '#7d7f8b' },
    info: { text: '#7fc1f7', background: '#122c43', strong: '#3d9be6' },
    positive: { text: '#6fd6a5', background: '#11302a', strong: '#33b37d' },
    caution: { text: '#f2bf57', background: '#382a0e', strong: '#dba021' },
    critical: { text: '#ff9d94', background: '#421d1c', strong: '#ec5f56' },
    accent: { text: '#b3aefc', background: '#2a2850', strong: '#928bf5' },
  },
};

export const coloursOf: Readonly<Record<ColourMode, Colours>> = { light, dark };
