import { createHash, randomBytes } from 'node:crypto';
import { keepInvitationSecret } from '@wedsync/db/access';
import type { OutgoingMessage } from '@wedsync/db/delivery';
import { invitationTemplate, withSecret } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import type { WorkerServices } from '../platform/index.ts';

/**
 * Puts the secret into the link of an invitation. It is made at the last moment and kept nowhere but in the letter, of it only a hash: nobody who reads
 * our messages, events or tables can follow the link. Any other message is left as it is.
 * @returns null when the invitation is over
 */
export async function withOneTimeLink(
  { store, clock }: WorkerServices,
  message: OutgoingMessage,
): Promise<OutgoingMessage | null> {
  if (message.template !== invitationTemplate) return message;
  const secret = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(secret).digest();
  const kept = await store.transact(systemActor('deliver-messages', message.id), (writer) =>
    keepInvitationSecret(writer, String(message.payload.invitationId), hash, clock.now()),
  );
  return kept ? withSecret(message, secret) : null;
}
