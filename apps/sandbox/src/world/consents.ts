import type { ConsentRecord, SupplierRecord } from './host-feed.ts';
import { chance, stream } from './random.ts';

/** How many tick what at sign-up; most leave the box about offers as they find it. */
const shares = { offersKept: 0.7, textsAllowed: 0.25 };

/** What the main contact of a supplier answered when it signed up; the same however often it is asked. */
export function consentRecords({ externalId, contacts, signedUpAt }: SupplierRecord): ConsentRecord[] {
  const main = contacts.find(({ isPrimary }) => isPrimary) ?? contacts[0];
  if (main === undefined) return [];
  const random = stream(1, 'consents', externalId);
  const [offers, texts] = [chance(random, shares.offersKept), chance(random, shares.textsAllowed)];
  const said = { supplierExternalId: externalId, contactEmail: main.email, saidAt: signedUpAt, saidBy: main.name };
  return [
    {
      ...said,
      purpose: 'marketing',
      channel: 'email',
      state: offers ? 'granted' : 'withdrawn',
      basis: 'soft_opt_in',
      wording: 'Send me news and offers. You can stop them at any time.',
    },
    ...(texts
      ? ([
          { ...said, purpose: 'success', channel: 'sms', state: 'granted', basis: 'consent', wording: 'Text me tips.' },
        ] as const)
      : []),
  ];
}
