import { forgetOldSyncs, paymentSyncJob } from '@wedsync/db/billing';
import { paymentSyncSchema, qualityReport, type SyncTally } from '@wedsync/domain/billing';
import { DomainError } from '@wedsync/domain/platform';
import { defineJob, type AnyJob } from '../../../platform/index.ts';
import type { AfterMirror } from '../../apply/keep-sheet.ts';
import { doors, type Doors } from './doors.ts';
import { syncObject } from './one-object.ts';
import type { SyncRun } from './pages.ts';
import { syncPaypal } from './paypal-pages.ts';
import { syncStripe } from './stripe-pages.ts';

/** Compares what a provider has with what is here, because somebody asked, and takes in what is missing. */
export function syncPayments(after: readonly AfterMirror[], open: Doors = doors): AnyJob {
  return defineJob({
    name: paymentSyncJob,
    description: 'Takes in what a payment provider has and is missing here',
    input: paymentSyncSchema,
    maxAttempts: 5,
    // One heartbeat in three may be lost; a dead worker's sync is another's half a minute later.
    lockMs: 30_000,
    concurrency: 2,
    run: async (context, request) => {
      await context.store.transact(context.actor, forgetOldSyncs);
      const tally = await sync({ context, request, after }, open);
      const { rejectedRows: _kept, ...report } = qualityReport(tally);
      return { ...report, ltvUpdatesTriggered: tally.ltvUpdates };
    },
  });
}

async function sync(run: SyncRun, open: Doors): Promise<SyncTally> {
  const { context, request } = run;
  if (request.platform === 'stripe') {
    const stripe = connected(await open.stripe(context), 'Stripe');
    return request.syncType === 'object' ? syncObject(run, stripe) : syncStripe(run, stripe);
  }
  const paypal = connected(await open.paypal(context), 'PayPal');
  return request.syncType === 'object' ? syncObject(run, paypal) : syncPaypal(run, paypal);
}

function connected<Gateway>(gateway: Gateway | null, name: string): Gateway {
  if (gateway === null) throw new DomainError('invalid', 'not-connected', `There is no ${name} connection.`);
  return gateway;
}
