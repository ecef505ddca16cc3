import { addressesNotWrittenTo, type OutgoingMessage } from '@wedsync/db/delivery';
import type { Reader } from '@wedsync/db/platform';
import { mayContactEach } from '@wedsync/db/privacy';
import { grouped } from '@wedsync/domain/platform';
import { isContactChannel, type ContactChannel } from '@wedsync/domain/privacy';
import type { WorkerServices } from '../platform/index.ts';
import type { MessageChannel } from '@wedsync/domain/delivery';

/** Why a message does not leave now, as a word and as a sentence; until when it waits, or null when it never leaves. */
export type Hindrance = { readonly reason: string; readonly why: string; readonly until: Date | null };

/** What whoever asked for messages asks once more as they leave: hours may have passed since they were promised. */
export type LastLook = {
  /** Whose messages: the kind of their source. */
  readonly source: string;
  /** @returns hindrances by message id; nothing of those that may leave */
  readonly look: (
    reader: Reader,
    messages: readonly OutgoingMessage[],
    now: Date,
  ) => Promise<ReadonlyMap<string, Hindrance>>;
};

/** Asked at the last moment: between promising and sending, people say stop, mailboxes die, offers end and weekends begin. */
export async function hindrancesOf(
  reader: Reader,
  messages: readonly OutgoingMessage[],
  { clock, env }: WorkerServices,
  lastLooks: readonly LastLook[],
): Promise<ReadonlyMap<string, Hindrance>> {
  const now = clock.now();
  const outward = messages.filter(({ channel }) => channel !== 'slack');
  const hindrances = new Map<string, Hindrance>();
  const never = (id: string, why: string, reason = 'no_permission') => hindrances.set(id, { reason, why, until: null });
  for (const { id, expiresAt, ...message } of outward) {
    if (expiresAt !== null && expiresAt <= now) never(id, 'It came too late to be sent.', 'waited_too_long');
    else if (env.linkSecret === null && canBeEnded(message))
      never(id, 'No LINK_SECRET is configured, so its reader could not unsubscribe.');
  }
  const still = () => outward.filter(({ id }) => !hindrances.has(id));
  for (const [id, reason] of await addressesNotWrittenTo(reader, still().filter(goesToContact)))
    never(id, `The address is not written to: ${reason}.`);
  for (const [id, why] of await notAllowed(reader, still(), now)) never(id, why);
  const bySource = grouped(still(), ({ source }) => source);
  for (const { source, look } of lastLooks)
    for (const [id, hindrance] of await look(reader, bySource.get(source) ?? [], now)) hindrances.set(id, hindrance);
  return hindrances;
}

function canBeEnded({ channel, purpose }: Pick<OutgoingMessage, 'channel' | 'purpose'>): boolean {
  return channel === 'email' && purpose !== null && purpose !== 'service';
}

async function notAllowed(
  reader: Reader,
  messages: readonly OutgoingMessage[],
  now: Date,
): Promise<readonly (readonly [string, string])[]> {
  const asked = messages.flatMap(({ id, channel, contactId, purpose }) =>
    purpose === null || channel === 'slack' ? [] : [{ id, contactId, purpose, channel: askedAs(channel) }],
  );
  const answers = await mayContactEach(reader, asked, now);
  return asked.flatMap(({ id }, index) => {
    const answer = answers[index];
    return answer?.allowed === false ? [[id, answer.why] as const] : [];
  });
}

/** The marketing tool writes e-mails: to let it know of somebody takes the permission to do so. */
function askedAs(channel: Exclude<MessageChannel, 'slack'>): ContactChannel {
  return channel === 'marketing_tool' ? 'email' : channel;
}

function goesToContact({ channel }: OutgoingMessage): boolean {
  return isContactChannel(channel);
}
