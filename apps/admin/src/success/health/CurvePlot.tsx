import Box from '@mui/material/Box';
import type { CurvePoint } from '@wedsync/domain/success';

const size = { width: 96, height: 32, padding: 3 };

/** A curve as a small plot: the measured value to the right, the score upwards. */
export function CurvePlot({ curve, label }: { curve: readonly CurvePoint[]; label: string }) {
  const points = placed(curve);
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size.width} ${size.height}`}
      sx={{ width: size.width, height: size.height, display: 'block' }}
    >
      <Box
        component="path"
        d={points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
        sx={({ colours }) => ({
          fill: 'none',
          stroke: colours.tone.accent.strong,
          strokeWidth: 1.5,
          strokeLinejoin: 'round',
        })}
      />
      {points.map(([x, y]) => (
        <Box
          component="circle"
          key={`${x} ${y}`}
          cx={x}
          cy={y}
          r={1.8}
          sx={({ colours }) => ({ fill: colours.tone.accent.strong })}
        />
      ))}
    </Box>
  );
}

/** Long tails would press everything else to the left, so the value axis is even from point to point. */
function placed(curve: readonly CurvePoint[]): [number, number][] {
  const [width, height] = [size.width - 2 * size.padding, size.height - 2 * size.padding];
  const steps = Math.max(1, curve.length - 1);
  return curve.map(([, score], index) => [
    size.padding + (width * index) / steps,
    size.padding + height * (1 - score / 100),
  ]);
}

/** "0 gives 100, 7 gives 80, …", what the plot shows. */
export function curveInWords(curve: readonly CurvePoint[], unit: string): string {
  return `${curve.map(([value, score]) => `${value} gives ${score}`).join(', ')} (${unit})`;
}
