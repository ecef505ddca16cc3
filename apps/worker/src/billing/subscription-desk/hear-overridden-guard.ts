import { endPutOffOverride, refreshEntitlements, releasePutOffStep, sendNow } from '@wedsync/db/billing';
import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import { z } from 'zod';
import type { Consumer } from '../../platform/index.ts';

const payload = z.object({ source: z.string(), sourceId: z.string() });

/** What billing put off, by the name under which it did. */
const releases: Readonly<Record<string, (writer: Writer, sourceId: string, now: Date) => Promise<unknown>>> = {
  'subscription-desk': (writer, id) => sendNow(writer, id),
  dunning: releasePutOffStep,
  'entitlement-override': (writer, id, now) => endPutOffOverride(writer, id, now),
  entitlements: (writer, supplierId, now) => refreshEntitlements(writer, [supplierId], now),
};

/** Does at once what a customer success lead said need not wait for a free day. */
export const hearOverriddenGuard: Consumer = {
  name: 'billing.overridden-guard',
  description: 'Does what need not wait for a free day any more',
  types: ['guard_deferral.overridden'],
  batchSize: 50,
  replay: {
    kind: 'repeats',
    does: 'Lets go once more what somebody said need not wait; what was done already stays done.',
  },
  apply: async (writer, events, { clock }) => {
    for (const event of events) await release(writer, event, clock.now());
  },
};

async function release(writer: Writer, event: StoredSuccessEvent, now: Date): Promise<void> {
  const { source, sourceId } = payload.parse(event.payload);
  if (Object.hasOwn(releases, source)) await releases[source]?.(writer, sourceId, now);
}
