import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import type { Tone } from '../theme/palette.ts';

export type TrendProps = {
  /** Signed change; its sign chooses the arrow. Null or undefined shows nothing. */
  readonly change: number | null | undefined;
  /** The change in words, for example "4.2%" or "3 points". */
  readonly text: string;
  /** Whether rising is good (MRR), bad (churn) or neither. */
  readonly rising?: 'good' | 'bad' | 'neutral';
  readonly since?: string;
};

/** A change with its direction. @example <Trend change={-0.04} text="4.0%" rising="bad" since="vs last month" /> */
export function Trend({ change, text, rising = 'good', since }: TrendProps) {
  if (change === null || change === undefined) return null;
  const Arrow = change < 0 ? ArrowDownward : ArrowUpward;
  return (
    <Box
      component="span"
      className="tabular"
      sx={({ colours }) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: '2px',
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 500,
        color: colours.tone[toneOfChange(change, rising)].text,
      })}
    >
      {change !== 0 && <Arrow aria-hidden sx={{ fontSize: 13 }} />}
      <span className="visually-hidden">{change === 0 ? 'unchanged' : change < 0 ? 'down' : 'up'}</span>
      {text}
      {since && (
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400, marginLeft: '2px' }}>
          {since}
        </Box>
      )}
    </Box>
  );
}

function toneOfChange(change: number, rising: 'good' | 'bad' | 'neutral'): Tone {
  if (change === 0 || rising === 'neutral') return 'neutral';
  return change > 0 === (rising === 'good') ? 'positive' : 'critical';
}
