import type { AlertState } from '@wedsync/domain/delivery';
import { type Uuids } from '@wedsync/domain/platform';
import { systemUuids, type Writer } from '../platform/index.ts';
import { refreshMessage, sendMessage } from './messages.repository.ts';

/** What a person does about an alert, whoever and wherever they are. */
export type AlertMove =
  { readonly kind: 'acknowledge' | 'take' | 'resolve' } | { readonly kind: 'snooze'; readonly until: Date };

/** From which states each move is possible. */
export const alertMoves: Readonly<Record<AlertMove['kind'], readonly AlertState[]>> = {
  acknowledge: ['open', 'snoozed'],
  take: ['open', 'acknowledged', 'snoozed'],
  snooze: ['open', 'acknowledged'],
  resolve: ['open', 'acknowledged', 'snoozed'],
};

/** Moves an alert in the name of the writer's actor; its Slack message says so. @returns false when it no longer stood where that is possible */
export async function moveAlert(writer: Writer, id: string, move: AlertMove): Promise<boolean> {
  const [row]: { message_id: string | null }[] = await writer
    .sql('alerts')
    .where({ id })
    .whereIn('state', [...alertMoves[move.kind]])
    .update(columnsOf(writer, move))
    .returning('message_id');
  if (row === undefined) return false;
  if (row.message_id !== null) await refreshMessage(writer, row.message_id);
  return true;
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
      return { state: 'resolved', resolved_by: name, snoozed_until: null };
  }
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
