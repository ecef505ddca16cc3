import { findMonitor, tuneMonitor } from '@wedsync/db/operations';
import { emitEvents, type Reader } from '@wedsync/db/platform';
import {
  monitorOf,
  tuningProblems,
  tuningSchema,
  valueWords,
  type MonitorLine,
  type Tuning,
} from '@wedsync/domain/operations';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { defineAction } from '../../platform/index.ts';

/** Changes the thresholds of a monitor; it holds for all its lines, and earlier versions stay on record. */
export const tune = defineAction<Tuning>({
  resource: 'monitors',
  verb: 'tune',
  title: 'Change thresholds',
  description: 'Say from where on it warns, how patient it is and where it is told; every version is kept',
  danger: false,
  reasonRequired: true,
  input: tuningSchema,
  assess: async (reader, id, tuning) => {
    const line = await found(reader, id);
    refuseProblems(line, tuning);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: `${line.monitor} ${line.tunings}`,
      preview: { lines: changesOf(line, tuning), warnings: [] },
    };
  },
  perform: async (writer, id, tuning, { clock }, { reason }) => {
    const line = await found(writer, id);
    refuseProblems(line, tuning);
    await tuneMonitor(writer, line.monitor, tuning, { after: line.tunings, reason: reason ?? '' });
    const summary = `${monitorOf(line.monitor).title}: thresholds changed by ${writer.actor.name}`;
    await emitEvents(writer, [
      {
        type: 'monitor.tuned',
        supplierId: null,
        resource: 'monitors',
        resourceId: id,
        summary,
        occurredAt: clock.now(),
      },
    ]);
    return { state: 'succeeded' };
  },
});

async function found(reader: Reader, id: string): Promise<MonitorLine> {
  const line = await findMonitor(reader, id);
  if (line === undefined) throw NotFound({ what: 'monitor', id });
  return line;
}

function refuseProblems({ monitor }: MonitorLine, tuning: Tuning): void {
  const fields = tuningProblems(monitorOf(monitor), tuning);
  const message = Object.values(fields).join(' ');
  if (message !== '') throw Invalid({ message }, { fields });
}

function changesOf(line: MonitorLine, tuning: Tuning) {
  const { unit } = monitorOf(line.monitor);
  const value = (amount: number) => valueWords(unit, amount);
  const pairs: readonly (readonly [string, string, string])[] = [
    ['Warning', value(line.ordinary.warning), value(tuning.warning)],
    ['Critical', value(line.ordinary.critical), value(tuning.critical)],
    ['Smallest sample', String(line.minSample), String(tuning.minSample)],
    ['Made worse by', `${line.needed} of ${line.of} readings`, `${tuning.needed} of ${tuning.of} readings`],
    ['Told in', line.channel, tuning.channel],
  ];
  return pairs.map(([label, before, after]) => ({
    label,
    value: before === after ? `${after}, as before` : `${before} becomes ${after}`,
  }));
}
