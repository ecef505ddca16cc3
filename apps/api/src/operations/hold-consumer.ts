import { findConsumer } from '@wedsync/db/operations';
import { nextEventOf, pauseConsumer, resumeConsumer, skipEvent, type StoredSuccessEvent } from '@wedsync/db/platform';
import type { ConsumerStanding } from '@wedsync/domain/operations';
import { defineError, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Reader, Writer } from '@wedsync/db/platform';
import { defineAction, type ActionPreview, type AnyAction } from '../platform/index.ts';

const FollowerStays = defineError('conflict', 'follower-stays', (p: { why: string }) => p.why);

type ConsumerAction = {
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly danger: boolean;
  /** Why it makes no sense now; null when it does. */
  readonly whyNot: (consumer: ConsumerStanding, next: StoredSuccessEvent | undefined) => string | null;
  readonly linesOf: (consumer: ConsumerStanding, next: StoredSuccessEvent | undefined) => ActionPreview['lines'];
  readonly warnings: readonly string[];
  readonly perform: (writer: Writer, name: string, next: StoredSuccessEvent | undefined) => Promise<boolean>;
};

/** Something done with a reason to a follower as it stands: found fresh, refused when it has moved on meanwhile. */
function defineConsumerAction({ whyNot, linesOf, warnings, perform, ...about }: ConsumerAction): AnyAction {
  const look = async (reader: Reader, name: string) => {
    const consumer = await findConsumer(reader, name);
    if (consumer === undefined) throw NotFound({ what: 'follower', id: name });
    return { consumer, next: await nextEventOf(reader, name) };
  };
  return defineAction({
    ...about,
    resource: 'consumers',
    reasonRequired: true,
    input: z.strictObject({}),
    available: async (reader, name) => {
      const { consumer, next } = await look(reader, name);
      const why = whyNot(consumer, next);
      return why === null ? { allowed: true } : { allowed: false, why };
    },
    assess: async (reader, name) => {
      const { consumer, next } = await look(reader, name);
      const why = whyNot(consumer, next);
      if (why !== null) throw FollowerStays({ why });
      return {
        supplierId: null,
        amount: null,
        approval: null,
        fingerprint: `${consumer.pausedAt ?? 'live'}${about.verb === 'skip-event' ? ` ${next?.id}` : ''}`,
        preview: { lines: linesOf(consumer, next), warnings },
      };
    },
    perform: async (writer, name) => {
      const { next } = await look(writer, name);
      if (!(await perform(writer, name, next))) throw FollowerStays({ why: 'The follower has moved on meanwhile.' });
      return { state: 'succeeded' };
    },
  });
}

const standing = ({ id, behind, lastError }: ConsumerStanding): ActionPreview['lines'] => [
  { label: 'Follower', value: id },
  { label: 'Events behind', value: String(behind) },
  ...(lastError === null ? [] : [{ label: 'Last error', value: lastError }]),
];

export const holdConsumer = defineConsumerAction({
  verb: 'pause',
  title: 'Pause',
  description: 'Hold it where it stands; its events wait',
  danger: true,
  whyNot: ({ pausedAt }) => (pausedAt === null ? null : 'It is paused already.'),
  linesOf: standing,
  warnings: ['What it does stops until somebody lets it go on. Other followers are not touched.'],
  perform: (writer, name) => pauseConsumer(writer, name),
});

export const letConsumerGoOn = defineConsumerAction({
  verb: 'resume',
  title: 'Let it go on',
  description: 'Apply what has waited, from where it stands',
  danger: false,
  whyNot: ({ pausedAt }) => (pausedAt === null ? 'It is not paused.' : null),
  linesOf: standing,
  warnings: [],
  perform: (writer, name) => resumeConsumer(writer, name),
});

export const skipConsumerEvent = defineConsumerAction({
  verb: 'skip-event',
  title: 'Skip one event',
  description: 'Keep the event it cannot apply as a dead letter, and let it go on behind it',
  danger: true,
  whyNot: ({ failures, pausedAt }, next) => {
    if (next === undefined) return 'No event waits for it.';
    return failures > 0 || pausedAt !== null ? null : 'It is not failing; pause it first if you mean it.';
  },
  linesOf: (consumer, next) => [
    ...standing(consumer),
    ...(next === undefined
      ? []
      : [
          { label: 'Event', value: `${next.id}: ${next.type}` },
          { label: 'What happened', value: next.summary },
        ]),
  ],
  warnings: ['Later events of the same supplier will be applied before it, should it be run again.'],
  perform: async (writer, name, next) => next !== undefined && skipEvent(writer, name, next),
});
