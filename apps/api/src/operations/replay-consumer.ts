import { findConsumer } from '@wedsync/db/operations';
import { replaySpan, startReplay, stopReplay, type Reader, type ReplaySpan } from '@wedsync/db/platform';
import { defineError, Invalid, NotFound } from '@wedsync/domain/platform';
import type { ConsumerStanding } from '@wedsync/domain/operations';
import { z } from 'zod';
import { defineAction } from '../platform/index.ts';

const ReplayRefused = defineError('conflict', 'replay-refused', (p: { why: string }) => p.why);

const replayInput = z.strictObject({
  since: z.iso.datetime({ offset: true }).meta({ title: 'Since', description: 'Events recorded from then on' }),
  confirm: z
    .string()
    .trim()
    .max(200)
    .meta({ title: 'Name of the follower', description: 'Type it, so that it is surely the one you mean' }),
});

/** Has a follower go through its past once more, at a place of its own: live events go on meanwhile. */
export const replayConsumer = defineAction<z.infer<typeof replayInput>>({
  resource: 'consumers',
  verb: 'replay',
  title: 'Replay from a date',
  description: 'Apply every event since a date again, beside what happens now',
  danger: true,
  reasonRequired: true,
  input: replayInput,
  available: async (reader, name) => {
    const why = whyNot(await found(reader, name));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, name, { since, confirm }) => {
    const { consumer, span } = await spanOf(reader, name, since);
    if (confirm !== name) throw Invalid({ message: `Type ${name} to confirm.` });
    const { events, afterId, toId } = span;
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: `${afterId}-${toId}`,
      preview: {
        lines: [
          { label: 'Follower', value: name },
          { label: 'From', value: since },
          { label: 'Events to apply again', value: String(events) },
          { label: 'What it does with them', value: consumer.replayWords },
        ],
        warnings: [
          'Live events go on at their own place. You can stop the replay; what it has applied by then stays applied.',
        ],
      },
    };
  },
  perform: async (writer, name, { since }, _context, run) => {
    const { span } = await spanOf(writer, name, since);
    const reason = writer.actor.reason ?? null;
    const started = await startReplay(writer, { ...span, id: run.id, consumer: name, since: new Date(since), reason });
    if (!started) throw ReplayRefused({ why: underWay });
    return { state: 'succeeded', result: { replayId: run.id, events: span.events } };
  },
});

/** Ends a replay where it stands. */
export const stopConsumerReplay = defineAction({
  resource: 'consumers',
  verb: 'stop-replay',
  title: 'Stop the replay',
  description: 'End the replay where it stands; what it has applied stays applied',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, name) =>
    isReplaying(await found(reader, name)) ? { allowed: true } : { allowed: false, why: 'No replay is under way.' },
  assess: async (reader, name) => {
    const { lastReplay } = await found(reader, name);
    if (lastReplay?.state !== 'running') throw ReplayRefused({ why: 'No replay is under way.' });
    const { eventsApplied, eventsTotal } = lastReplay;
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: lastReplay.startedAt,
      preview: { lines: [{ label: 'Applied so far', value: `${eventsApplied} of ${eventsTotal}` }], warnings: [] },
    };
  },
  perform: async (writer, name) => {
    if (!(await stopReplay(writer, name))) throw ReplayRefused({ why: 'The replay is over.' });
    return { state: 'succeeded' };
  },
});

const underWay = 'A replay of this follower is under way.';

function whyNot(consumer: ConsumerStanding): string | null {
  if (consumer.replay === 'refuses') return consumer.replayWords;
  return isReplaying(consumer) ? underWay : null;
}

function isReplaying({ lastReplay }: ConsumerStanding): boolean {
  return lastReplay?.state === 'running';
}

async function spanOf(
  reader: Reader,
  name: string,
  since: string,
): Promise<{ readonly consumer: ConsumerStanding; readonly span: ReplaySpan }> {
  const consumer = await found(reader, name);
  const why = whyNot(consumer);
  if (why !== null) throw ReplayRefused({ why });
  const span = await replaySpan(reader, name, new Date(since));
  if (span === null) throw NotFound({ what: 'follower', id: name });
  return { consumer, span };
}

async function found(reader: Reader, name: string): Promise<ConsumerStanding> {
  const consumer = await findConsumer(reader, name);
  if (consumer === undefined) throw NotFound({ what: 'follower', id: name });
  return consumer;
}
