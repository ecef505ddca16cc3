import { receiveEvents, type ReceivedEvent } from '@wedsync/db/connectors';
import type { Store } from '@wedsync/db/platform';
import { upsertSuppliers } from '@wedsync/db/suppliers';
import { systemActor } from '@wedsync/domain/platform';
import { supplierUpsertSchema } from '@wedsync/domain/suppliers';
import { startSandbox, type Recording, type Sandbox, type SandboxOptions } from '../../../sandbox/src/index.ts';
import { connectStripe, type StripeGateway } from '../../src/billing/gateways/stripe.ts';
import { applyNextEvents } from '../../src/billing/index.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';

export type StripeEvent = Recording['webhooks'][number];
export type RecordedWorld = {
  readonly sandbox: Sandbox;
  readonly recording: Recording;
  readonly stripe: StripeGateway;
};

export const actor = systemActor('test', 'req_test');

/** A world whose history is over: nothing was sent anywhere, everything was recorded. */
export async function recordWorld(options: SandboxOptions): Promise<RecordedWorld> {
  const sandbox = await startSandbox({ live: false, ...options });
  await sandbox.historyDone;
  const { recording } = sandbox;
  if (recording === null) throw new Error('The sandbox sends instead of recording.');
  const stripe = connectStripe({ apiKey: 'sk_test_recorded', apiBase: sandbox.url });
  return { sandbox, recording, stripe };
}

/** As the door keeps it. */
export function received(event: StripeEvent): ReceivedEvent {
  const { object } = event.data;
  const id = 'id' in object && typeof object.id === 'string' ? object.id : null;
  const customer = 'customer' in object && typeof object.customer === 'string' ? object.customer : null;
  return {
    provider: 'stripe',
    eventId: event.id,
    type: event.type,
    apiVersion: event.api_version,
    accountId: null,
    livemode: false,
    objectType: object.object,
    objectId: id,
    customerId: object.object === 'customer' ? id : customer,
    occurredAt: new Date(event.created * 1_000),
    payload: JSON.stringify(event),
    refusedBecause: null,
    scrubbedNumbers: 0,
  };
}

export async function deliver(store: Store, events: readonly StripeEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 500)
    await store.transact(actor, (writer) =>
      receiveEvents(writer, distinct(events.slice(from, from + 500)).map(received)),
    );
}

function distinct(events: readonly StripeEvent[]): StripeEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

export async function introduceSuppliers(store: Store, { suppliers }: Recording): Promise<void> {
  const batch = [...suppliers.values()].map((record) => supplierUpsertSchema.parse(record));
  await store.transact(actor, (writer) => upsertSuppliers(writer, batch));
}

/** Applies until nothing is due. @returns how many events were taken */
export async function drain(services: WorkerServices, stripe: StripeGateway): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await applyNextEvents(services, stripe, [bookChanges]);
    if (taken === 0) return total;
    total += taken;
  }
}
