import type { AlertState } from '@wedsync/domain/delivery';
import type { Uuids } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import { emitEvents, systemUuids, type Writer } from '../platform/index.ts';
import { addTimelineEntry } from '../suppliers/index.ts';
import { refreshMessage, sendMessage } from './messages.repository.ts';

/** What a person does about an alert, whoever and wherever they are. */
export type AlertMove =
  | { readonly kind: 'acknowledge' | 'take' }
  | { readonly kind: 'snooze'; readonly until: Date }
  | { readonly kind: 'resolve'; readonly note?: string };

/** From which states each move is possible. */
export const alertMoves: Readonly<Record<AlertMove['kind'], readonly AlertState[]>> = {
  acknowledge: ['open', 'snoozed'],
  take: ['open', 'acknowledged', 'snoozed'],
  snooze: ['open', 'acknowledged'],
  resolve: ['open', 'acknowledged', 'snoozed'],
};

/**
 * Moves an alert in the name of the writer's actor, wherever they did: its Slack message, the event and the supplier's story say so.
 * @returns false when it no longer stood where that is possible
 */
export async function moveAlert(writer: Writer, id: string, move: AlertMove, now: Date): Promise<boolean> {
  const moved = await changeAlerts(writer, (alerts) => alerts.where({ id }), move);
  for (const alert of moved) await tellMove(writer, alert, move, now);
  return moved.length > 0;
}

export type Settled = { readonly dedupKeys: readonly string[] } | { readonly type: string };

/** Resolves what the house itself sees to be over, and says why. @returns how many alerts */
export async function settleAlerts(
  writer: Writer,
  { note, ...which }: Settled & { readonly note: string },
  now: Date,
): Promise<number> {
  const move = { kind: 'resolve', note } as const;
  const settled = await changeAlerts(
    writer,
    (alerts) =>
      'type' in which ? alerts.where({ type: which.type }) : alerts.whereIn('dedup_key', [...which.dedupKeys]),
    move,
  );
  for (const alert of settled) await tellMove(writer, alert, move, now);
  return settled.length;
}

type Moved = {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly supplier_id: string | null;
  readonly message_id: string | null;
};

async function changeAlerts(
  writer: Writer,
  which: (alerts: Knex.QueryBuilder) => Knex.QueryBuilder,
  move: AlertMove,
): Promise<Moved[]> {
  return which(writer.sql('alerts'))
    .whereIn('state', [...alertMoves[move.kind]])
    .update(columnsOf(writer, move))
    .returning(['id', 'title', 'version', 'supplier_id', 'message_id']);
}

function columnsOf({ actor }: Writer, move: AlertMove): Record<string, unknown> {
  const { id, name } = actor;
  switch (move.kind) {
    case 'acknowledge':
      return { state: 'acknowledged', acknowledged_by: name, snoozed_until: null };
    case 'take':
      return { state: 'acknowledged', acknowledged_by: name, assignee_id: id, snoozed_until: null };
    case 'snooze':
      return { state: 'snoozed', snoozed_by: name, snoozed_until: move.until };
    case 'resolve':
      return { state: 'resolved', resolved_by: name, resolved_note: move.note ?? null, snoozed_until: null };
  }
}

const told = {
  acknowledge: { type: 'alert.acknowledged', words: 'acknowledged' },
  take: { type: 'alert.taken', words: 'took on' },
  snooze: { type: 'alert.snoozed', words: 'put away for a while' },
  resolve: { type: 'alert.resolved', words: 'resolved' },
} as const;

async function tellMove(writer: Writer, alert: Moved, move: AlertMove, now: Date): Promise<void> {
  const { id, title, version, supplier_id: supplierId, message_id: messageId } = alert;
  const by = writer.actor.name;
  const summary = `${by} ${told[move.kind].words}: ${title}`;
  const payload = {
    by,
    ...(move.kind === 'snooze' ? { until: move.until.toISOString() } : {}),
    ...(move.kind === 'resolve' && move.note !== undefined ? { note: move.note } : {}),
  };
  if (messageId !== null) await refreshMessage(writer, messageId);
  const { type } = told[move.kind];
  await emitEvents(writer, [
    { type, supplierId, resource: 'alerts', resourceId: id, summary, payload, occurredAt: now },
  ]);
  if (supplierId === null) return;
  const entry = { supplierId, at: now, kind: 'alert', actorName: by, title: summary, detail: payload };
  await addTimelineEntry(writer, {
    ...entry,
    link: `/alerts/${id}/show`,
    source: 'alert-moves',
    sourceId: `${id}:${version}`,
  });
}

type Woken = {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly detail: string | null;
  readonly channel: string;
  readonly supplier_id: string | null;
  readonly message_id: string | null;
};

/** Opens alerts whose snooze is over and tells each anew: a message that merely changes is seen by nobody. @returns how many */
export async function wakeAlerts(
  writer: Writer,
  { now, limit, uuids = systemUuids }: { readonly now: Date; readonly limit: number; readonly uuids?: Uuids },
): Promise<number> {
  const due = writer
    .sql('alerts')
    .where('state', 'snoozed')
    .where('snoozed_until', '<=', now)
    .orderBy('snoozed_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select('id');
  const woken: Woken[] = await writer
    .sql('alerts')
    .whereIn('id', due)
    .update({ state: 'open', snoozed_until: null, open_since: now })
    .returning(['id', 'type', 'title', 'detail', 'channel', 'supplier_id', 'message_id']);
  for (const alert of woken) await tellAgain(writer, alert, now, uuids);
  return woken.length;
}

async function tellAgain(writer: Writer, alert: Woken, now: Date, uuids: Uuids): Promise<void> {
  const { id, type, title, detail, channel } = alert;
  const messageId = await sendMessage(
    writer,
    {
      channel: 'slack',
      template: `alert:${type}`,
      recipient: channel,
      supplierId: alert.supplier_id,
      subject: title,
      text: detail ?? title,
      payload: { alertId: id },
      dedupKey: `alert:${id}:${now.toISOString()}`,
    },
    uuids,
  );
  await writer.sql('alerts').where({ id }).update({ message_id: messageId });
  if (alert.message_id !== null) await refreshMessage(writer, alert.message_id);
}
