import {
  monitors,
  titleOf,
  type Monitor,
  type MonitorState,
  type Standing,
  type Tuning,
} from '@wedsync/domain/operations';
import type { Uuids } from '@wedsync/domain/platform';
import { raiseAlert, settleAlerts } from '../../delivery/index.ts';
import { emitEvents, type Writer } from '../../platform/index.ts';

type Change = {
  readonly id: string;
  readonly monitor: Monitor;
  readonly subject: string;
  readonly tuning: Tuning;
  readonly before: { readonly state: MonitorState } | null;
  readonly standing: Standing;
};
type Moment = { readonly now: Date; readonly uuids: Uuids };

/** Writes a change of state down, tells the house, alerts whom it concerns, and settles the alerts it ends. */
export async function tellChange(writer: Writer, change: Change, moment: Moment): Promise<void> {
  const from = change.before?.state ?? 'unknown';
  await keepChange(writer, from, change, moment.now);
  const { state, why } = change.standing;
  await emitEvents(writer, [
    {
      type: 'monitor.changed',
      supplierId: null,
      resource: 'monitors',
      resourceId: change.id,
      summary: `${titleOf(change.monitor, change.subject)}: ${state}. ${why}`,
      payload: { from, to: state },
      occurredAt: moment.now,
    },
  ]);
  // No data neither alerts nor says that all is well again.
  if (state === 'unknown') return;
  await settle(writer, change, moment);
  if (state !== 'healthy') await alert(writer, change, state, moment);
}

async function keepChange({ sql }: Writer, from: MonitorState, { id, monitor, subject, standing }: Change, now: Date) {
  const { state, why, value, sample, warning, critical, because } = standing;
  await sql('monitor_changes').insert({
    monitor_id: id,
    monitor: monitor.name,
    subject,
    from_state: from,
    to_state: state,
    why,
    value,
    sample,
    warning,
    critical,
    because: [...because],
    changed_at: now,
  });
}

const levels = ['warning', 'critical'] as const;
type Level = (typeof levels)[number];

function keyOf(id: string, level: Level): string {
  return `monitor:${id}:${level}`;
}

async function settle(writer: Writer, { id, monitor, standing }: Change, { now }: Moment): Promise<void> {
  const { state, why } = standing;
  const note = state === 'healthy' ? `Healthy again. ${why}` : `Now ${state}. ${why}`;
  const over = levels.filter((level) => level !== state).map((level) => keyOf(id, level));
  await settleAlerts(writer, { dedupKeys: over, note }, now);
  const { toldBy } = monitor;
  if (toldBy === null || state === 'critical' || (await anotherIsCritical(writer, id, toldBy))) return;
  await settleAlerts(writer, { type: toldBy, note }, now);
}

/** Whether what the same kind of alert tells is still critical on another line. */
async function anotherIsCritical({ sql }: Writer, id: string, toldBy: string): Promise<boolean> {
  const toldTogether = monitors.filter((monitor) => monitor.toldBy === toldBy).map(({ name }) => name);
  const other: unknown = await sql('monitor_states')
    .where({ state: 'critical' })
    .whereNot({ id })
    .whereIn('monitor', toldTogether)
    .first('id');
  return other !== undefined;
}

async function alert(writer: Writer, change: Change, level: Level, { now, uuids }: Moment): Promise<void> {
  const { id, monitor, subject, tuning, standing } = change;
  if (level === 'critical' && monitor.toldBy !== null) return;
  const raised = await raiseAlert(
    writer,
    {
      type: `monitor-${level}`,
      dedupKey: keyOf(id, level),
      supplierId: null,
      title: `${titleOf(monitor, subject)}: ${level}`,
      detail: standing.why,
      resource: 'monitors',
      resourceId: id,
      path: `/monitors/${encodeURIComponent(id)}/show`,
      channel: tuning.channel,
      at: now,
    },
    uuids,
  );
  if (raised !== null) await writer.sql('monitor_states').where({ id }).update({ alert_id: raised.id });
}
