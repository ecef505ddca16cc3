import Box from '@mui/material/Box';
import { sparklineHeight, sparklinePath } from '../format/sparkline-path.ts';
import type { Tone } from '../theme/palette.ts';

export type SparklineProps = {
  /** Oldest first; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** What a screen reader hears, for example "Health over 8 weeks, from 71 to 38". */
  readonly label: string;
  readonly tone?: Tone;
  /** Drawn across as dashed lines; they fit into the height with the values. */
  readonly limits?: readonly { readonly value: number; readonly tone: Tone }[];
  readonly width?: number;
  readonly height?: number;
};

const padding = 2;

/** A trend without axes. @example <Sparkline values={[71, 66, 38]} label="Health over 3 weeks" /> */
export function Sparkline({ values, label, tone = 'neutral', limits = [], width = 72, height = 20 }: SparklineProps) {
  const beside = limits.map(({ value }) => value);
  const path = sparklinePath(values, { width: width - 2 * padding, height: height - 2 * padding }, beside);
  const y = sparklineHeight([...values, ...beside], height - 2 * padding);
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      sx={{ width, height, display: 'block', overflow: 'visible' }}
    >
      {limits.map((limit) => (
        <Box
          key={limit.tone}
          component="line"
          x1={0}
          x2={width}
          y1={padding + y(limit.value)}
          y2={padding + y(limit.value)}
          sx={({ colours }) => ({
            stroke: colours.tone[limit.tone].strong,
            strokeWidth: 1,
            strokeDasharray: '2 2',
            opacity: 0.7,
          })}
        />
      ))}
      <Box
        component="path"
        d={path}
        transform={`translate(${padding} ${padding})`}
        sx={({ colours }) => ({
          fill: 'none',
          stroke: colours.tone[tone].strong,
          strokeWidth: 1.5,
          strokeLinecap: 'round',
          strokeLinejoin: 'round',
        })}
      />
    </Box>
  );
}
