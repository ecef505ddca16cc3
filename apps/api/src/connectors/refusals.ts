import { countRefusals, type Refusal } from '@wedsync/db/connectors';
import { createId, cutText, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { ApiServices } from '../platform/index.ts';

const flushAfterMs = SECOND_MS / 2;

/** Counts what the door turns away. Counted in memory and written in batches: whoever floods the door must not reach the database. */
export function refusalCounter(
  provider: string,
  { store, uuids, log }: ApiServices,
): (reason: string, detail: string) => void {
  let counts = new Map<string, Refusal>();
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    timer = null;
    const refusals = [...counts.values()];
    counts = new Map();
    const actor = systemActor(`${provider}-intake`, createId('request', uuids.next()));
    await store
      .transact(actor, (writer) => countRefusals(writer, refusals))
      .catch((error: unknown) => log.error({ err: error }, 'refusals were not counted'));
  }

  return (reason, detail) => {
    counts.set(reason, {
      provider,
      reason,
      refused: (counts.get(reason)?.refused ?? 0) + 1,
      lastDetail: cutText(detail, 500),
    });
    timer ??= setTimeout(() => void flush(), flushAfterMs).unref();
  };
}
