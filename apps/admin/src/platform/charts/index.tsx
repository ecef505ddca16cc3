import Skeleton from '@mui/material/Skeleton';
import { lazy, Suspense } from 'react';
import type { ChartProps } from './chart-data.ts';

const LazyLineChart = lazy(() => import('./LineChart.tsx'));
const LazyBarChart = lazy(() => import('./BarChart.tsx'));

/** Lines over categories. @example <LineChart label="MRR by month" categories={months} series={[{ label: 'MRR', values }]} format={…} /> */
export function LineChart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={props.height ?? 240} />}>
      <LazyLineChart {...props} />
    </Suspense>
  );
}

/** Bars over categories, stacked by `stack`. @example <BarChart label="Movements" categories={months} series={series} /> */
export function BarChart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={props.height ?? 240} />}>
      <LazyBarChart {...props} />
    </Suspense>
  );
}
