import type { ApiCapability } from '../platform/index.ts';
import { consents, contactPermissionsDoor, liftContactSuppression, recordConsent } from './consents.ts';
import { consentIntake } from './ingest-consents.ts';

/** What we may keep and must forget: what contacts agreed to, and who may not be written to. */
export const privacy: ApiCapability = {
  name: 'privacy',
  resources: [consents],
  actions: [recordConsent, liftContactSuppression],
  intake: [consentIntake],
  doors: [contactPermissionsDoor],
};
