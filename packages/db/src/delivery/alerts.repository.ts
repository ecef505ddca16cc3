import { alertTypeOf, routeAlert, type AlertType } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import { emitEvents, lockEach, systemUuids, type Writer } from '../platform/index.ts';
import { alertRoutesInForce } from './alert-routes.queries.ts';
import { refreshMessage, sendMessage } from './messages.repository.ts';

export type NewAlert = {
  /** A row of alertTypes. */
  readonly type: string;
  /** While an alert with this key is not resolved, raising it again only counts. */
  readonly dedupKey: string;
  readonly supplierId: string | null;
  readonly title?: string;
  readonly detail: string | null;
  readonly resource: string | null;
  readonly resourceId: string | null;
  /** Page of the admin that shows it, from its root. */
  readonly path: string | null;
  /** Where it is told when no rule says otherwise; the channel of its type when left out. */
  readonly channel?: string;
  /** The event behind it: applying that event again raises nothing. */
  readonly eventId?: number;
  readonly at: Date;
};

/** A summary is brought up to date no more often than this, however fast alerts come. */
const summaryEveryMs = 10_000;

/**
 * Raises an alert and promises its Slack message, where the rules send it, in the same transaction. Repeated alerts are counted; when many of a type come
 * to one channel at once, those beyond the type's limit share one summary message.
 * @returns the alert's id, and whether it is new
 */
export async function raiseAlert(
  writer: Writer,
  alert: NewAlert,
  uuids: Uuids = systemUuids,
): Promise<{ id: string; created: boolean } | null> {
  const type = alertTypeOf(alert.type);
  await lockEach(writer, 'alerts', [type.type]);
  if (alert.eventId !== undefined && (await wasRaisedBy(writer, alert.dedupKey, alert.eventId))) return null;
  const known = await countUp(writer, alert);
  if (known !== null) return { id: known, created: false };
  const told = await routeOf(writer, alert, type);
  const id = createId('alert', uuids.next());
  await insertAlert(writer, id, alert, told);
  await announce(writer, id, alert, told, uuids);
  await emitEvents(writer, [
    {
      type: 'alert.raised',
      supplierId: alert.supplierId,
      resource: 'alerts',
      resourceId: id,
      summary: [alert.title ?? type.title, alert.detail].filter((part) => part !== null).join(': '),
      occurredAt: alert.at,
    },
  ]);
  return { id, created: true };
}

/** A type of alert in the channel where this one of it is told. */
type ToldAlert = AlertType & { readonly routeName: string | null };

async function routeOf(writer: Writer, { supplierId, channel: own }: NewAlert, type: AlertType): Promise<ToldAlert> {
  const [rules, standing] = [await alertRoutesInForce(writer), await standingOf(writer, supplierId)];
  const { channel, rule } = routeAlert(rules, { ...standing, type: type.type, severity: type.severity, channel: own });
  return { ...type, channel, routeName: rule?.name ?? null };
}

type Standing = { readonly planCode: string | null; readonly ownerId: string | null };

async function standingOf({ sql }: Writer, id: string | null): Promise<Standing> {
  const nobody: Standing = { planCode: null, ownerId: null };
  if (id === null) return nobody;
  const found: Standing | undefined = await sql('suppliers')
    .where({ id })
    .first({ planCode: 'plan_code', ownerId: 'owner_id' });
  return found ?? nobody;
}

async function wasRaisedBy({ sql }: Writer, dedupKey: string, eventId: number): Promise<boolean> {
  const earlier: unknown = await sql('alerts')
    .where({ dedup_key: dedupKey })
    .where('last_event_id', '>=', eventId)
    .first('id');
  return earlier !== undefined;
}

async function countUp(writer: Writer, { dedupKey, detail, eventId }: NewAlert): Promise<string | null> {
  const [row]: { id: string; message_id: string | null }[] = await writer
    .sql('alerts')
    .where({ dedup_key: dedupKey })
    .whereNot({ state: 'resolved' })
    .update({
      occurrences: writer.sql.raw('occurrences + 1'),
      detail,
      last_at: writer.sql.raw('clock_timestamp()'),
      ...(eventId === undefined ? {} : { last_event_id: eventId }),
    })
    .returning(['id', 'message_id']);
  if (row === undefined) return null;
  if (row.message_id !== null) await refreshMessage(writer, row.message_id, summaryEveryMs);
  return row.id;
}

async function insertAlert({ sql }: Writer, id: string, alert: NewAlert, type: ToldAlert): Promise<void> {
  await sql('alerts').insert({
    id,
    type: type.type,
    severity: type.severity,
    dedup_key: alert.dedupKey,
    supplier_id: alert.supplierId,
    title: alert.title ?? type.title,
    detail: alert.detail,
    resource: alert.resource,
    resource_id: alert.resourceId,
    path: alert.path,
    channel: type.channel,
    route_name: type.routeName,
    last_event_id: alert.eventId ?? null,
  });
}

async function announce(writer: Writer, id: string, alert: NewAlert, type: AlertType, uuids: Uuids): Promise<void> {
  if ((await recentOfType(writer, type)) > type.collapseAbove) return joinStorm(writer, id, type, uuids);
  const messageId = await sendMessage(
    writer,
    {
      channel: 'slack',
      template: `alert:${type.type}`,
      recipient: type.channel,
      supplierId: alert.supplierId,
      subject: alert.title ?? type.title,
      text: alert.detail ?? type.title,
      payload: { alertId: id },
      dedupKey: `alert:${id}`,
    },
    uuids,
  );
  await writer.sql('alerts').where({ id }).update({ message_id: messageId });
}

async function recentOfType({ sql }: Writer, { type, channel, windowSeconds }: AlertType): Promise<number> {
  const row = await sql('alerts')
    .where({ type, channel })
    .whereRaw(`first_at > clock_timestamp() - ? * interval '1 s'`, [windowSeconds])
    .count<{ count: number }>({ count: '*' })
    .first();
  return row?.count ?? 0;
}

/** Adds the alert to the storm of its type, opening one when the last has calmed down. */
async function joinStorm(writer: Writer, alertId: string, type: AlertType, uuids: Uuids): Promise<void> {
  const storm = (await growStorm(writer, type)) ?? (await openStorm(writer, type, uuids));
  await writer.sql('alerts').where({ id: alertId }).update({ storm_id: storm });
}

async function growStorm(writer: Writer, { type, channel, windowSeconds }: AlertType): Promise<number | null> {
  const [row]: { id: number; message_id: string | null }[] = await writer
    .sql('alert_storms')
    .where({ type, channel })
    .whereRaw(`last_at > clock_timestamp() - ? * interval '1 s'`, [windowSeconds])
    .update({ count: writer.sql.raw('count + 1'), last_at: writer.sql.raw('clock_timestamp()') })
    .returning(['id', 'message_id']);
  if (row === undefined) return null;
  if (row.message_id !== null) await refreshMessage(writer, row.message_id, summaryEveryMs);
  return row.id;
}

async function openStorm(writer: Writer, type: AlertType, uuids: Uuids): Promise<number> {
  const [storm]: { id: number }[] = await writer
    .sql('alert_storms')
    .insert({ type: type.type, channel: type.channel, count: 1 })
    .returning('id');
  if (storm === undefined) throw new Error('The storm was not kept.');
  const messageId = await sendMessage(
    writer,
    {
      channel: 'slack',
      template: `storm:${type.type}`,
      recipient: type.channel,
      supplierId: null,
      subject: `Many alerts: ${type.title}`,
      text: 'One summary instead of a message each; it is kept up to date.',
      payload: { stormId: storm.id },
      dedupKey: `storm:${storm.id}`,
    },
    uuids,
  );
  await writer.sql('alert_storms').where({ id: storm.id }).update({ message_id: messageId });
  return storm.id;
}
