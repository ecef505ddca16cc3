import { findConsumer, listConsumers } from '@wedsync/db/operations';
import { replayFrom, type Reader } from '@wedsync/db/platform';
import { consumerFilterSchema, consumerSchema } from '@wedsync/domain/operations';
import { NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, defineResource } from '../platform/index.ts';

export const consumers = defineResource({
  name: 'consumers',
  description: 'Followers of the event log: where each stands and how far it is behind.',
  row: consumerSchema,
  filter: consumerFilterSchema,
  list: listConsumers,
  show: findConsumer,
});

const replayInput = z.strictObject({ since: z.iso.datetime({ offset: true }) });

export const replayConsumer = defineAction<z.infer<typeof replayInput>>({
  resource: 'consumers',
  verb: 'replay',
  title: 'Replay from a date',
  description: 'Apply every event since a date again',
  danger: true,
  reasonRequired: true,
  input: replayInput,
  assess: async (reader, name, { since }) => {
    const consumer = await findConsumer(reader, name);
    if (consumer === undefined) throw NotFound({ what: 'consumer', id: name });
    const events = await countSince(reader.sql, since);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: `${name}@${since}`,
      preview: {
        lines: [
          { label: 'Consumer', value: name },
          { label: 'From', value: since },
          { label: 'Events to apply again', value: String(events) },
        ],
        warnings: ['Everything it does is safe to repeat, but it will be behind until it has caught up.'],
      },
    };
  },
  perform: async (writer, name, { since }) => {
    const lastId = await replayFrom(writer, name, new Date(since));
    if (lastId === null) throw NotFound({ what: 'consumer', id: name });
    return { state: 'succeeded', result: { lastId } };
  },
});

async function countSince(sql: Reader['sql'], since: string): Promise<number> {
  const row = await sql('success_events')
    .where('recorded_at', '>=', since)
    .count<{ count: number }>({ count: '*' })
    .first();
  return row?.count ?? 0;
}
