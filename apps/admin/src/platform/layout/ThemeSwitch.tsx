import ContrastOutlined from '@mui/icons-material/ContrastOutlined';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { type ColourChoice, useColourChoice } from '../theme/colour-mode.tsx';

const choices = {
  system: { next: 'light', words: 'Theme follows the device', icon: ContrastOutlined },
  light: { next: 'dark', words: 'Light theme', icon: LightModeOutlined },
  dark: { next: 'system', words: 'Dark theme', icon: DarkModeOutlined },
} as const satisfies Record<ColourChoice, unknown>;

/** Device, light, dark: one press to the next. Remembered on this device. */
export function ThemeSwitch() {
  const [choice, choose] = useColourChoice();
  const { next, words, icon: Icon } = choices[choice];
  return (
    <Tooltip title={`${words}. Press for: ${choices[next].words.toLowerCase()}`}>
      <IconButton aria-label={`${words}; press for ${choices[next].words.toLowerCase()}`} onClick={() => choose(next)}>
        <Icon />
      </IconButton>
    </Tooltip>
  );
}
