import { consentIngestSchema } from '@wedsync/domain/privacy';
import { z } from 'zod';
import type { ApiCapability } from '../platform/index.ts';
import { consents, liftContactSuppression, permissionRoutes, recordConsent } from './consents.ts';
import { consentIntake } from './ingest-consents.ts';

/** What we may keep and must forget: what contacts agreed to, and who may not be written to. */
export const privacy: ApiCapability = {
  name: 'privacy',
  resources: [consents],
  actions: [recordConsent, liftContactSuppression],
  intake: consentIntake,
  routes: permissionRoutes,
  doors: [
    {
      method: 'put',
      path: '/ingest/consents',
      summary: 'Tell what contacts agreed to or refused',
      description: 'Up to 1,000 at once; the newest `saidAt` stands. Saying the same again changes nothing.',
      auth: 'token',
      request: z.object({ consents: z.array(consentIngestSchema) }),
    },
  ],
};
