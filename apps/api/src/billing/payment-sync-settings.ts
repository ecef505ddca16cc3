import { listSyncSettings, saveSyncSettings } from '@wedsync/db/billing';
import { syncSettingsEditSchema, syncSettingsSchema } from '@wedsync/domain/billing';
import { z } from 'zod';
import { defineDoor, type Door } from '../platform/index.ts';

const path = '/integrations/payments/config';

/** How syncs go by themselves: for signed-in staff, because a machine that asks for syncs shall not turn them off. */
export const syncSettingsDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path,
    summary: 'How each payment provider is synced by itself, and when next',
    permission: 'payment-syncs:list',
    response: z.array(syncSettingsSchema),
    answer: ({ store, actor }) => store.read(actor, listSyncSettings),
  }),
  defineDoor({
    method: 'put',
    path,
    summary: 'Change how one payment provider is synced by itself',
    description: 'Send back the version that was shown; 409 when somebody changed it since.',
    permission: 'payment-syncs:configure',
    body: syncSettingsEditSchema,
    response: syncSettingsSchema,
    answer: ({ store, actor, body }) => store.transact(actor, (writer) => saveSyncSettings(writer, body)),
  }),
];
