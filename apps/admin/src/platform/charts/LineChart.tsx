import { ChartsReferenceLine } from '@mui/x-charts/ChartsReferenceLine';
import { LineChart as XLineChart } from '@mui/x-charts/LineChart';
import { useTheme } from '@mui/material/styles';
import type { ChartProps } from './chart-data.ts';
import { seriesColours } from './series-colours.ts';

// Left to itself the axis drops labels by their width, so that the steps between them differ.
const mostLabels = 24;

/** The line chart itself, in its own chunk; pages use the one from platform/index.ts. */
export default function LineChart({
  label,
  categories,
  series,
  height = 240,
  format = String,
  markers = [],
}: ChartProps) {
  const { colours } = useTheme();
  const every = Math.ceil(categories.length / mostLabels);
  return (
    <XLineChart
      aria-label={label}
      height={height}
      margin={{ left: 0, right: 28, top: 12, bottom: 0 }}
      colors={seriesColours(colours)}
      grid={{ horizontal: true }}
      hideLegend={series.length < 2}
      xAxis={[
        {
          data: [...categories],
          scaleType: 'point',
          disableLine: true,
          disableTicks: true,
          tickLabelInterval: (_, index) => index % every === 0,
        },
      ]}
      yAxis={[{ width: 64, disableLine: true, disableTicks: true, valueFormatter: (value: number) => format(value) }]}
      series={series.map(({ label: name, values, tone }) => ({
        label: name,
        color: tone && colours.tone[tone].strong,
        data: [...values],
        showMark: false,
        curve: 'linear' as const,
        valueFormatter: (value: number | null) => (value === null ? '–' : format(value)),
      }))}
    >
      {markers.map((marker) => (
        <ChartsReferenceLine
          key={marker.category}
          x={marker.category}
          label={marker.label}
          labelAlign="start"
          lineStyle={{ stroke: colours.tone.neutral.strong, strokeDasharray: '4 4' }}
          labelStyle={{ fontSize: 11 }}
        />
      ))}
    </XLineChart>
  );
}
