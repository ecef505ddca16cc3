import { giveBackMessages, type OutgoingMessage } from '@wedsync/db/delivery';
import { SECOND_MS, systemActor } from '@wedsync/domain/platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkerServices } from '../platform/index.ts';

/** Together well below the lock of a message, so that nobody else has taken it for lost. */
const pausesMs = [0, 1, 2, 4, 8, 16].map((seconds) => seconds * SECOND_MS);
const actor = systemActor('deliver-messages', 'delivery');

/**
 * Does what comes before sending. When that fails, nothing was tried: the messages are given back as they were, since an attempt of unknown fate would
 * repeat e-mails and give up texts. A database that is away for a moment is asked again.
 */
export async function orGiveBack<T>(
  { store, log }: WorkerServices,
  messages: readonly OutgoingMessage[],
  prepare: () => Promise<T>,
): Promise<T> {
  try {
    return await prepare();
  } catch (trouble) {
    for (const pauseMs of pausesMs) {
      await pause(pauseMs);
      try {
        await store.transact(actor, (writer) => giveBackMessages(writer, messages));
        break;
      } catch (error) {
        log.warn({ err: error, messages: messages.length }, 'messages that were not tried could not be given back');
      }
    }
    throw trouble;
  }
}
