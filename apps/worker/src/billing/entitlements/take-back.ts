import { endDueOverrides, refreshEntitlements, settlingSuppliers } from '@wedsync/db/billing';
import { channels } from '@wedsync/db/platform';
import { SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain } from '../../platform/index.ts';

const atOnce = 100;

/** Takes back what was given for a time, and what a guarded day has kept until now. */
export const takeBackEntitlements: Drain = {
  name: 'entitlements.take-back',
  description: 'Ends overrides whose time is over, and lowerings that waited for a free day',
  channel: channels.entitlements,
  sweepMs: SECOND_MS,
  concurrency: 1,
  drain: async ({ store, clock, uuids }) => {
    const actor = systemActor('entitlements', uuids.next());
    return store.transact(actor, async (writer) => {
      const now = clock.now();
      const ended = await endDueOverrides(writer, now, atOnce);
      const settling = await settlingSuppliers(writer, now, atOnce);
      await refreshEntitlements(writer, settling, now);
      return ended + settling.length;
    });
  },
};
