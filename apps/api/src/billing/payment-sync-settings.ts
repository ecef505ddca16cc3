import { listSyncSettings, saveSyncSettings } from '@wedsync/db/billing';
import { syncSettingsEditSchema, syncSettingsSchema } from '@wedsync/domain/billing';
import { Router } from 'express';
import { z } from 'zod';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../platform/index.ts';

const path = '/integrations/payments/config';

/** How syncs go by themselves: for signed-in staff, because a machine that asks for syncs shall not turn them off. */
export function syncSettingsRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get(path, async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'payment-syncs:list');
    res.json(await store.read(actor, listSyncSettings));
  });
  router.put(path, async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'payment-syncs:configure');
    const edit = syncSettingsEditSchema.parse(req.body);
    res.json(await store.transact(actor, (writer) => saveSyncSettings(writer, edit)));
  });
  return router;
}

export const syncSettingsDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path,
    summary: 'How each payment provider is synced by itself, and when next',
    auth: 'session',
    response: z.array(syncSettingsSchema),
  },
  {
    method: 'put',
    path,
    summary: 'Change how one payment provider is synced by itself',
    description: 'Send back the version that was shown; 409 when somebody changed it since.',
    auth: 'session',
    request: syncSettingsEditSchema,
    response: syncSettingsSchema,
  },
];
