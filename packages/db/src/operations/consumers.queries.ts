import type { ConsumerFilter, ConsumerStanding } from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';

export async function listConsumers(reader: Reader, query: ListQuery<ConsumerFilter>): Promise<Page<ConsumerStanding>> {
  return listPage(reader, spec, query);
}

export async function findConsumer(reader: Reader, name: string): Promise<ConsumerStanding | undefined> {
  const [consumer] = await hydrate(reader, [name]);
  return consumer;
}

export async function allConsumers(reader: Reader): Promise<ConsumerStanding[]> {
  const names: { consumer: string }[] = await inOffice(reader).orderBy('consumer').select('consumer');
  return hydrate(
    reader,
    names.map(({ consumer }) => consumer),
  );
}

/** Followers that the release at work has. */
function inOffice({ sql }: Reader) {
  return sql('consumer_cursors').whereNull('consumer_cursors.retired_at');
}

const spec: ListSpec<ConsumerStanding, ConsumerFilter> = {
  resource: 'consumers',
  keys: inOffice,
  idColumn: 'consumer_cursors.consumer',
  sorts: { id: 'consumer_cursors.consumer', behind: '- consumer_cursors.last_id' },
  defaultSort: { field: 'id', order: 'ASC' },
  filters: {
    q: (query, text) => query.whereILike('consumer_cursors.consumer', `%${text.replace(/[\\%_]/g, '\\$&')}%`),
    id: (query, ids) => query.whereIn('consumer_cursors.consumer', ids),
  },
  countCap: null,
  hydrate: (reader, ids) => hydrate(reader, ids.map(String)),
  rowId: (consumer) => consumer.id,
};

/** Lag in events is exact; its age is that of the oldest event not yet handled, of whatever type. */
async function hydrate({ sql }: Reader, names: readonly string[]): Promise<ConsumerStanding[]> {
  return sql('consumer_cursors as c')
    .crossJoin(sql.raw('(select coalesce(max(id), 0) as id from success_events) as head'))
    .joinRaw(
      'left join lateral (select recorded_at from success_events e where e.id > c.last_id order by e.id limit 1) as oldest on true',
    )
    .joinRaw(`left join lateral (${lastReplay}) as replay on true`)
    .whereIn('c.consumer', [...names])
    .orderBy('c.consumer')
    .select({
      id: 'c.consumer',
      lastId: 'c.last_id',
      headId: 'head.id',
      behind: sql.raw('greatest(head.id - c.last_id, 0)'),
      oldestWaitingAt: isoInstant(sql, 'oldest.recorded_at'),
      failures: 'c.failures',
      lastError: 'c.last_error',
      retryAt: isoInstant(sql, 'c.retry_at'),
      updatedAt: isoInstant(sql, 'c.updated_at'),
      description: 'c.description',
      types: 'c.types',
      replay: 'c.replay',
      replayWords: 'c.replay_words',
      pausedAt: isoInstant(sql, 'c.paused_at'),
      pausedBy: 'c.paused_by',
      pauseReason: 'c.pause_reason',
      lastReplay: 'replay.told',
    });
}

const lastReplay = `select jsonb_build_object('state', r.state, 'since', r.since, 'eventsTotal', r.events_total, 'eventsApplied', r.events_applied,
    'requestedByName', r.requested_by_name, 'startedAt', r.started_at, 'finishedAt', r.finished_at, 'lastError', r.last_error) as told
  from consumer_replays r where r.consumer = c.consumer order by r.started_at desc limit 1`;
