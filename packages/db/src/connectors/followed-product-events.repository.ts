import { isReplay, type ProductEventName } from '@wedsync/domain/connectors';
import { emitEvents, lockEach, type Reader, type Writer } from '../platform/index.ts';

/** Something that a supplier did, as reported. */
export type ReportedEvent = {
  readonly id: string;
  readonly supplierId: string;
  readonly name: string;
  readonly occurredAt: Date;
};

/**
 * From now on the outbox tells these product events on behalf of a follower, and no others: there are thousands of them a second, most of which are only
 * counted. Two who change what a follower follows do so one after the other.
 * @param wanted asked when it is this one's turn
 */
export async function followProductEvents(
  writer: Writer,
  follower: string,
  wanted: () => Promise<readonly ProductEventName[]>,
): Promise<void> {
  await lockEach(writer, 'followed-events', [follower]);
  const { sql } = writer;
  const names = [...new Set(await wanted())].sort();
  await sql('followed_product_events').where({ follower }).whereNotIn('name', names).delete();
  await sql.raw(
    `insert into followed_product_events (name, follower) select unnest(?::text[]), ? on conflict do nothing`,
    [names, follower],
  );
}

/** Tells those of these events that somebody follows and that are news; several of one name in one report once a supplier. */
export async function tellFollowed(writer: Writer, reported: readonly ReportedEvent[], now: Date): Promise<void> {
  const news = reported.filter((event) => !isReplay(event, now));
  if (news.length === 0) return;
  const followed = await followedAmong(writer, news);
  const latest = new Map<string, ReportedEvent>();
  for (const event of news.filter(({ name }) => followed.has(name))) {
    const key = `${event.supplierId} ${event.name}`;
    const other = latest.get(key);
    if (other === undefined || other.occurredAt < event.occurredAt) latest.set(key, event);
  }
  await emitEvents(
    writer,
    [...latest.values()].map(({ id, supplierId, name, occurredAt }) => ({
      type: 'product.reported',
      supplierId,
      resource: 'product-events',
      resourceId: id,
      payload: { eventId: id, name },
      summary: `Reported: ${name.replace('.', ' ')}`,
      occurredAt,
    })),
  );
}

async function followedAmong({ sql }: Reader, events: readonly ReportedEvent[]): Promise<ReadonlySet<string>> {
  const names = [...new Set(events.map(({ name }) => name))];
  const followed: string[] = await sql('followed_product_events').whereRaw('name = any(?)', [names]).pluck('name');
  return new Set(followed);
}
