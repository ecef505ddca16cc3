import { monitorOf, valueWords, type MonitorLine } from '@wedsync/domain/operations';
import { Sparkline } from '../../platform/index.ts';
import { stateLooks } from './monitor-words.ts';

/** The last readings of a line, with the thresholds in force across. */
export function MonitorSparkline({ line }: { readonly line: MonitorLine }) {
  const values = line.readings.map(({ value }) => value);
  const { unit } = monitorOf(line.monitor);
  const limits = [
    { value: line.warning, tone: 'caution' },
    { value: line.critical, tone: 'critical' },
  ] as const;
  if (!values.some((value) => value !== null)) return <span>–</span>;
  return (
    <Sparkline
      values={values}
      limits={limits}
      tone={stateLooks[line.state].tone}
      width={96}
      height={24}
      label={`${line.title}, the last ${values.length} readings, now ${valueWords(unit, line.value)}`}
    />
  );
}
