import { ErrorState, formatCount, formatExact, LineChart, SkeletonRows } from '../../platform/index.ts';
import { useSegmentSizes } from './segment-data.ts';

/** How a segment grew and shrank in half a year. */
export function SizeChart({ segmentId }: { readonly segmentId: string }) {
  const { data, error, refetch } = useSegmentSizes(segmentId);
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={4} />;
  if (data.length < 2) return <>A line appears once its size has been looked at on two occasions.</>;
  return (
    <LineChart
      label="Suppliers in this segment over time"
      categories={data.map(({ at }) => formatExact(at))}
      series={[{ label: 'Suppliers', values: data.map(({ size }) => size) }]}
      height={180}
      format={formatCount}
    />
  );
}
