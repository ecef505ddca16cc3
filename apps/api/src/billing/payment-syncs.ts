import { cancelPaymentSync, listPaymentSyncs, needPaymentSync, startPaymentSync } from '@wedsync/db/billing';
import {
  paymentSyncSchema,
  paymentSyncStatusSchema,
  syncPlatforms,
  type PaymentSyncRequest,
  type PaymentSyncStatus,
} from '@wedsync/domain/billing';
import { z } from 'zod';
import { defineTwoWayDoor, type TwoWayDoor } from '../access/index.ts';
import type { RequestContext } from '../platform/index.ts';

const shown = 50;
const statusQuery = z.strictObject({
  platform: z.enum(syncPlatforms).optional(),
  syncId: z.string().max(20).optional(),
});
const outcomeSchema = paymentSyncStatusSchema.pick({
  syncId: true,
  status: true,
  processedEvents: true,
  ltvUpdatesTriggered: true,
  dataQualityReport: true,
  errors: true,
});

/** Machines with the scope `sync` and signed-in staff ask for syncs in the same way. */
const machines = { scope: 'sync', maxBodyBytes: 4_000 } as const;

export const paymentSyncDoors: readonly TwoWayDoor[] = [
  defineTwoWayDoor({
    ...machines,
    method: 'post',
    path: '/integrations/payments/sync',
    summary: 'Ask for a sync with a payment provider',
    description: 'One sync of a platform at a time.',
    permission: 'payment-syncs:start',
    body: paymentSyncSchema,
    response: paymentSyncStatusSchema,
    status: 202,
    answer: (visit) => start(visit, visit.body),
  }),
  defineTwoWayDoor({
    ...machines,
    method: 'get',
    path: '/integrations/payments/status',
    summary: 'The latest syncs, newest first',
    permission: 'payment-syncs:list',
    query: statusQuery,
    response: z.array(paymentSyncStatusSchema),
    answer: (visit) => list(visit, visit.query),
  }),
  defineTwoWayDoor({
    ...machines,
    method: 'get',
    path: '/integrations/payments/status/{syncId}',
    summary: 'How far a sync is, and what it found',
    permission: 'payment-syncs:show',
    response: paymentSyncStatusSchema,
    answer: (visit) => find(visit, visit.params.syncId),
  }),
  defineTwoWayDoor({
    ...machines,
    method: 'delete',
    path: '/integrations/payments/{syncId}',
    summary: 'Cancel a sync',
    description:
      'One that waits never starts; one under way commits nothing more, and what it took in stays. 404 when there is none, 409 when it has ended.',
    permission: 'payment-syncs:cancel',
    response: paymentSyncStatusSchema,
    answer: ({ store, actor, params }) => store.transact(actor, (writer) => cancelPaymentSync(writer, params.syncId)),
  }),
  defineTwoWayDoor({
    ...machines,
    method: 'post',
    path: '/integrations/ltv/payments',
    summary: 'Ask for a sync whose new payments revalue suppliers',
    permission: 'payment-syncs:start',
    body: paymentSyncSchema,
    response: outcomeSchema,
    status: 202,
    answer: async (visit) => outcomeOf(await start(visit, visit.body)),
  }),
  defineTwoWayDoor({
    ...machines,
    method: 'get',
    path: '/integrations/ltv/payments',
    summary: 'What syncs found and whom they revalued; `syncId` asks for one, and one is then the answer',
    permission: 'payment-syncs:list',
    query: statusQuery,
    response: z.union([z.array(outcomeSchema), outcomeSchema]),
    answer: async (visit) => {
      const { syncId } = visit.query;
      if (syncId !== undefined) return outcomeOf(await find(visit, syncId));
      return (await list(visit, visit.query)).map(outcomeOf);
    },
  }),
];

function start({ store, actor }: RequestContext, request: PaymentSyncRequest): Promise<PaymentSyncStatus> {
  return store.transact(actor, async (writer) => needPaymentSync(writer, await startPaymentSync(writer, request)));
}

function list(
  { store, actor }: RequestContext,
  { platform }: z.infer<typeof statusQuery>,
): Promise<PaymentSyncStatus[]> {
  return store.read(actor, (reader) => listPaymentSyncs(reader, { platform, limit: shown }));
}

function find({ store, actor }: RequestContext, syncId: string): Promise<PaymentSyncStatus> {
  return store.read(actor, (reader) => needPaymentSync(reader, syncId));
}

function outcomeOf({
  syncId,
  status,
  processedEvents,
  ltvUpdatesTriggered,
  dataQualityReport,
  errors,
}: PaymentSyncStatus): z.infer<typeof outcomeSchema> {
  return { syncId, status, processedEvents, ltvUpdatesTriggered, dataQualityReport, errors };
}
