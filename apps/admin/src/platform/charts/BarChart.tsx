import { BarChart as XBarChart } from '@mui/x-charts/BarChart';
import { useTheme } from '@mui/material/styles';
import type { ChartProps } from './chart-data.ts';
import { seriesColours } from './series-colours.ts';

/** The bar chart itself, in its own chunk; pages use the one from platform/index.ts. */
export default function BarChart({ label, categories, series, height = 240, format = String }: ChartProps) {
  const { colours } = useTheme();
  return (
    <XBarChart
      aria-label={label}
      height={height}
      margin={{ left: 0, right: 12, top: 12, bottom: 0 }}
      colors={seriesColours(colours)}
      grid={{ horizontal: true }}
      hideLegend={series.length < 2}
      borderRadius={3}
      xAxis={[
        { data: [...categories], scaleType: 'band', categoryGapRatio: 0.35, disableLine: true, disableTicks: true },
      ]}
      yAxis={[{ width: 64, disableLine: true, disableTicks: true, valueFormatter: (value: number) => format(value) }]}
      series={series.map(({ label: name, values, stack, tone }) => ({
        label: name,
        color: tone && colours.tone[tone].strong,
        data: [...values],
        stack,
        valueFormatter: (value: number | null) => (value === null ? '–' : format(value)),
      }))}
    />
  );
}
