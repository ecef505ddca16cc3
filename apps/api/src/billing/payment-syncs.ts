import { cancelPaymentSync, listPaymentSyncs, needPaymentSync, startPaymentSync } from '@wedsync/db/billing';
import {
  paymentSyncSchema,
  paymentSyncStatusSchema,
  syncPlatforms,
  type PaymentSyncStatus,
} from '@wedsync/domain/billing';
import type { Permission } from '@wedsync/domain/platform';
import express, { Router, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { authenticateService, bearerOf } from '../access/index.ts';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../platform/index.ts';

const maxBodyBytes = 4_000;
const shown = 50;
const statusQuery = z.strictObject({
  platform: z.enum(syncPlatforms).optional(),
  syncId: z.string().max(20).optional(),
});

/** The doors of syncs for machines with the scope `sync`; whoever shows no token goes on to the same doors for staff. */
export function paymentSyncIntake(services: ApiServices): Router {
  const onlyMachines: RequestHandler = (req, _res, next) => next(bearerOf(req) === null ? 'route' : undefined);
  return syncRouter(services, [
    onlyMachines,
    authenticateService(services, 'sync'),
    express.json({ limit: maxBodyBytes }),
  ]);
}

/** The doors of syncs for signed-in staff. */
export function paymentSyncRoutes(services: ApiServices): Router {
  return syncRouter(services, []);
}

function syncRouter(services: ApiServices, before: readonly RequestHandler[]): Router {
  const syncs = syncsOf(services);
  const router = Router();
  router.post('/integrations/payments/sync', ...before, async (req, res) => {
    res.status(202).json(await syncs.start(req));
  });
  router.get('/integrations/payments/status', ...before, async (req, res) => {
    res.json(await syncs.list(req));
  });
  router.get('/integrations/payments/status/:syncId', ...before, async (req, res) => {
    res.json(await syncs.find(req, String(req.params.syncId)));
  });
  router.delete('/integrations/payments/:syncId', ...before, async (req, res) => {
    res.json(await syncs.cancel(req, String(req.params.syncId)));
  });
  router.post('/integrations/ltv/payments', ...before, async (req, res) => {
    res.status(202).json(outcomeOf(await syncs.start(req)));
  });
  router.get('/integrations/ltv/payments', ...before, async (req, res) => {
    const { syncId } = statusQuery.parse(req.query);
    res.json(syncId === undefined ? (await syncs.list(req)).map(outcomeOf) : outcomeOf(await syncs.find(req, syncId)));
  });
  return router;
}

function syncsOf(services: ApiServices) {
  const contextOf = contextFor(services);
  const allowed = (req: Request, permission: Permission) => {
    const context = contextOf(req);
    // A machine was let in by the scope of its token.
    return context.principal.kind === 'service' ? context : permitted(context, permission);
  };
  return {
    async start(req: Request): Promise<PaymentSyncStatus> {
      const { store, actor } = allowed(req, 'payment-syncs:start');
      const request = paymentSyncSchema.parse(req.body);
      return store.transact(actor, async (writer) => needPaymentSync(writer, await startPaymentSync(writer, request)));
    },
    async find(req: Request, syncId: string): Promise<PaymentSyncStatus> {
      const { store, actor } = allowed(req, 'payment-syncs:show');
      return store.read(actor, (reader) => needPaymentSync(reader, syncId));
    },
    async cancel(req: Request, syncId: string): Promise<PaymentSyncStatus> {
      const { store, actor } = allowed(req, 'payment-syncs:cancel');
      return store.transact(actor, (writer) => cancelPaymentSync(writer, syncId));
    },
    async list(req: Request): Promise<PaymentSyncStatus[]> {
      const { store, actor } = allowed(req, 'payment-syncs:list');
      const { platform } = statusQuery.parse(req.query);
      return store.read(actor, (reader) => listPaymentSyncs(reader, { platform, limit: shown }));
    },
  };
}

const outcomeSchema = paymentSyncStatusSchema.pick({
  syncId: true,
  status: true,
  processedEvents: true,
  ltvUpdatesTriggered: true,
  dataQualityReport: true,
  errors: true,
});

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

export const paymentSyncDoors: readonly DoorNote[] = [
  {
    method: 'post',
    path: '/integrations/payments/sync',
    summary: 'Ask for a sync with a payment provider',
    description: 'Signed-in staff, or a service token with the scope `sync`. One sync of a platform at a time.',
    auth: 'token',
    request: paymentSyncSchema,
    response: paymentSyncStatusSchema,
    status: 202,
  },
  {
    method: 'get',
    path: '/integrations/payments/status',
    summary: 'The latest syncs, newest first',
    auth: 'token',
    response: z.array(paymentSyncStatusSchema),
  },
  {
    method: 'get',
    path: '/integrations/payments/status/{syncId}',
    summary: 'How far a sync is, and what it found',
    auth: 'token',
    response: paymentSyncStatusSchema,
  },
  {
    method: 'delete',
    path: '/integrations/payments/{syncId}',
    summary: 'Cancel a sync',
    description:
      'One that waits never starts; one under way commits nothing more, and what it took in stays. 404 when there is none, 409 when it has ended.',
    auth: 'token',
    response: paymentSyncStatusSchema,
  },
  {
    method: 'post',
    path: '/integrations/ltv/payments',
    summary: 'Ask for a sync whose new payments revalue suppliers',
    auth: 'token',
    request: paymentSyncSchema,
    response: outcomeSchema,
    status: 202,
  },
  {
    method: 'get',
    path: '/integrations/ltv/payments',
    summary: 'What syncs found and whom they revalued; `syncId` asks for one',
    auth: 'token',
    response: z.array(outcomeSchema),
  },
];
