import type { MarketingProperties, MarketingRule } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import { mayContact } from '../privacy/index.ts';
import { systemUuids, type Reader, type StoredSuccessEvent, type Writer } from '../platform/index.ts';
import { findAddressee } from './addressees.queries.ts';

/** What asks for messages to the marketing tool. */
export const marketingSource = 'marketing-automation';

export type MarketingNews = {
  readonly rule: Pick<MarketingRule, 'name' | 'tellsAs' | 'title'>;
  readonly event: Pick<StoredSuccessEvent, 'id' | 'supplierId' | 'occurredAt'>;
  readonly properties: MarketingProperties;
};

/**
 * Promises the marketing tool an event, once for a rule and event however often it is asked for. Without permission to market by e-mail it is kept as
 * suppressed; the permission is asked for again when it leaves. Nothing of the person is written down here: who they are is read at that moment.
 */
export async function tellMarketing(
  writer: Writer,
  { rule, event, properties }: MarketingNews,
  { now, uuids = systemUuids }: { readonly now: Date; readonly uuids?: Uuids },
): Promise<void> {
  const addressee = event.supplierId === null ? undefined : await findAddressee(writer, event.supplierId);
  if (addressee === undefined) return;
  const { supplier, contactId } = addressee;
  const permission = await mayContact(writer, { contactId, purpose: 'marketing', channel: 'email', now });
  const sourceId = `${rule.name}:${event.id}`;
  await writer
    .sql('messages')
    .insert({
      id: createId('message', uuids.next()),
      channel: 'marketing_tool',
      template: `marketing:${rule.tellsAs}`,
      recipient: supplier.id,
      recipient_name: null,
      supplier_id: supplier.id,
      contact_id: contactId,
      purpose: 'marketing',
      subject: `Marketing tool: ${rule.title}`,
      body: Object.entries(properties)
        .map(([name, value]) => `${name}: ${value ?? '–'}`)
        .join('\n'),
      payload: JSON.stringify({ event: rule.tellsAs, occurredAt: event.occurredAt.toISOString(), properties }),
      source: marketingSource,
      source_id: sourceId,
      dedup_key: `${marketingSource}:${sourceId}`,
      state: permission.allowed ? 'scheduled' : 'suppressed',
      reason: permission.allowed ? null : permission.why,
      next_attempt_at: permission.allowed ? now : null,
      requested_by: writer.actor.id,
    })
    .onConflict('dedup_key')
    .ignore();
}

/** A supplier as the marketing tool knows it. */
export type MarketingProfile = {
  readonly externalId: string;
  readonly businessName: string;
  readonly vendorType: string;
  readonly region: string | null;
  readonly country: string;
  readonly planCode: string | null;
  readonly lifecycle: string | null;
  readonly contactName: string | null;
  readonly email: string | null;
};

/** Who it is about, as of now. @returns undefined when the supplier or the contact is gone */
export async function marketingProfile(
  { sql }: Reader,
  { supplierId, contactId }: { readonly supplierId: string | null; readonly contactId: string | null },
): Promise<MarketingProfile | undefined> {
  const [profile]: MarketingProfile[] = await sql('suppliers as s')
    .join('contacts as c', 'c.supplier_id', 's.id')
    .where({ 's.id': supplierId, 'c.id': contactId })
    .select({
      externalId: 's.external_id',
      businessName: 's.business_name',
      vendorType: 's.vendor_type',
      region: 's.region',
      country: 's.country',
      planCode: 's.plan_code',
      lifecycle: 's.lifecycle',
      contactName: 'c.name',
      email: 'c.email',
    });
  return profile;
}
