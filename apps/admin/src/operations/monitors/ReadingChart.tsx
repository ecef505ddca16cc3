import { monitorOf, valueWords, type MonitorLine } from '@wedsync/domain/operations';
import { EmptyState, LineChart } from '../../platform/index.ts';

/** The readings of a line over time, with both thresholds across. */
export function ReadingChart({ line }: { readonly line: MonitorLine }) {
  const { unit } = monitorOf(line.monitor);
  if (!line.readings.some(({ value }) => value !== null))
    return <EmptyState title="No readings">{line.why}</EmptyState>;
  const across = (value: number) => line.readings.map(() => value);
  return (
    <LineChart
      label={`${line.title}, the last ${line.readings.length} readings`}
      categories={line.readings.map(({ at }) => shortTime(at, line.monitor))}
      series={[
        { label: line.title, values: line.readings.map(({ value }) => value) },
        { label: 'Warning', values: across(line.warning), tone: 'caution' },
        { label: 'Critical', values: across(line.critical), tone: 'critical' },
      ]}
      height={220}
      format={(value) => valueWords(unit, value)}
    />
  );
}

/** The minute of what is read every minute, the day of what is read once a day. */
function shortTime(at: string, monitor: string): string {
  const daily = monitorOf(monitor).keepDays > 100;
  const parts = daily
    ? ({ day: 'numeric', month: 'short' } as const)
    : ({ hour: '2-digit', minute: '2-digit' } as const);
  return new Intl.DateTimeFormat('en-GB', parts).format(new Date(at));
}
