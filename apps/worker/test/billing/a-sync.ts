import { needPaymentSync, startPaymentSync } from '@wedsync/db/billing';
import { claimRuns, type ClaimedRun } from '@wedsync/db/platform';
import { paymentSyncSchema, type PaymentSyncStatus } from '@wedsync/domain/billing';
import { testClock, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import { syncPayments } from '../../src/billing/syncs/index.ts';
import type { PaypalGateway } from '../../src/billing/gateways/paypal.ts';
import type { StripeGateway } from '../../src/billing/gateways/stripe.ts';
import type { JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { actor } from './recorded-world.ts';

type Gateways = { readonly stripe?: StripeGateway; readonly paypal?: PaypalGateway };

/** Syncs as people ask for them and the worker does them, one attempt at a time, at a moment of the test's choice. */
export function syncsOn({ store, owner }: TestDatabase, services: WorkerServices, now: string) {
  const claim = async (syncId: string): Promise<ClaimedRun> => {
    const room = [{ name: 'payments.sync', lockMs: 60_000, room: 1 }];
    const run = (await claimRuns(store.pool, 'test', room, 1)).find(({ id }) => String(id) === syncId);
    if (run === undefined) throw new Error('The sync is not due.');
    return run;
  };
  const attempt = (run: Pick<ClaimedRun, 'id' | 'input'>, { stripe, paypal }: Gateways): Promise<unknown> => {
    const open = { stripe: async () => stripe ?? null, paypal: async () => paypal ?? null };
    return syncPayments([bookChanges], open).run(contextAt(services, now, run.id), run.input);
  };
  const look = (syncId: string): Promise<PaymentSyncStatus> =>
    store.read(actor, (reader) => needPaymentSync(reader, syncId));
  const finish = (syncId: string) => owner('job_runs').where({ id: syncId }).update({ state: 'succeeded' });
  const ask = (over: object = {}): Promise<string> => {
    const request = paymentSyncSchema.parse({ platform: 'stripe', syncType: 'full', ...over });
    return store.transact(actor, (writer) => startPaymentSync(writer, request));
  };
  return {
    ask,
    claim,
    attempt,
    look,
    finish,
    /** Asks, does and ends one. @returns what it found */
    async whole(over: object, gateways: Gateways): Promise<PaymentSyncStatus['dataQualityReport']> {
      const syncId = await ask(over);
      await attempt(await claim(syncId), gateways);
      await finish(syncId);
      return (await look(syncId)).dataQualityReport;
    },
  };
}

/** The context of a job at one moment. */
export function contextAt(services: WorkerServices, now: string, runId = 1): JobContext {
  return {
    ...services,
    clock: testClock(now),
    runId,
    attempt: 1,
    plannedAt: null,
    actor,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
}
