import { monitorOf, valueWords, type MonitorLine } from '@wedsync/domain/operations';
import { EmptyState, formatExact, LineChart } from '../../platform/index.ts';
import { stateLooks } from './monitor-words.ts';

/** The readings of a line over time, with both thresholds across. */
export function ReadingChart({ line }: { readonly line: MonitorLine }) {
  const { unit } = monitorOf(line.monitor);
  if (!line.readings.some(({ value }) => value !== null))
    return <EmptyState title="No readings">{line.why}</EmptyState>;
  const across = (value: number) => line.readings.map(() => value);
  return (
    <LineChart
      label={`${line.title}, the last ${line.readings.length} readings`}
      categories={line.readings.map(({ at }) => formatExact(at))}
      series={[
        { label: line.title, values: line.readings.map(({ value }) => value), tone: stateLooks[line.state].tone },
        { label: 'Warning', values: across(line.warning), tone: 'caution' },
        { label: 'Critical', values: across(line.critical), tone: 'critical' },
      ]}
      height={220}
      format={(value) => valueWords(unit, value)}
    />
  );
}
