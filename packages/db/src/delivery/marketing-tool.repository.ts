import type { MarketingProperties, MarketingRule } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import type { MayContact } from '@wedsync/domain/privacy';
import { mayContactEach } from '../privacy/index.ts';
import { systemUuids, type Reader, type StoredSuccessEvent, type Writer } from '../platform/index.ts';
import { mainContacts } from './addressees.queries.ts';

/** What asks for messages to the marketing tool. */
export const marketingSource = 'marketing-automation';

export type MarketingNews = {
  readonly rule: Pick<MarketingRule, 'name' | 'tellsAs' | 'title'>;
  readonly event: Pick<StoredSuccessEvent, 'id' | 'supplierId' | 'occurredAt'>;
  readonly properties: MarketingProperties;
};

/**
 * Promises the marketing tool events, each once for a rule and event however often it is asked for. Without permission to market by e-mail one is kept
 * as suppressed; the permission is asked for again when it leaves. Nothing of the person is written down here: who they are is read at that moment.
 */
export async function tellMarketing(
  writer: Writer,
  news: readonly MarketingNews[],
  { now, uuids = systemUuids }: { readonly now: Date; readonly uuids?: Uuids },
): Promise<void> {
  const supplierIds = new Set(news.flatMap(({ event }) => event.supplierId ?? []));
  if (supplierIds.size === 0) return;
  const contacts = await mainContacts(writer, [...supplierIds]);
  const told = news.flatMap((one) => {
    const { supplierId } = one.event;
    const contactId = supplierId === null ? undefined : contacts.get(supplierId);
    return supplierId === null || contactId === undefined ? [] : [{ ...one, supplierId, contactId }];
  });
  const questions = told.map(({ contactId }) => ({ contactId, purpose: 'marketing', channel: 'email' }) as const);
  const answers = await mayContactEach(writer, questions, now);
  const rows = told.flatMap((one, index) => {
    const answer = answers[index];
    return answer === undefined
      ? []
      : [{ ...messageOf(one, one.supplierId), ...standingOf(answer, now), contact_id: one.contactId }];
  });
  if (rows.length === 0) return;
  await writer
    .sql('messages')
    .insert(rows.map((row) => ({ ...row, id: createId('message', uuids.next()), requested_by: writer.actor.id })))
    .onConflict('dedup_key')
    .ignore();
}

function messageOf({ rule, event, properties }: MarketingNews, supplierId: string) {
  const sourceId = `${rule.name}:${event.id}`;
  return {
    channel: 'marketing_tool',
    template: `marketing:${rule.tellsAs}`,
    recipient: supplierId,
    recipient_name: null,
    supplier_id: supplierId,
    purpose: 'marketing',
    subject: `Marketing tool: ${rule.title}`,
    body: Object.entries(properties)
      .map(([name, value]) => `${name}: ${value ?? '–'}`)
      .join('\n'),
    payload: JSON.stringify({ event: rule.tellsAs, occurredAt: event.occurredAt.toISOString(), properties }),
    source: marketingSource,
    source_id: sourceId,
    dedup_key: `${marketingSource}:${sourceId}`,
  };
}

function standingOf(answer: MayContact, now: Date) {
  return answer.allowed
    ? { state: 'scheduled', reason: null, next_attempt_at: now }
    : { state: 'suppressed', reason: answer.why, next_attempt_at: null };
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

/** Who messages are about, as of now, by message id. @returns nothing of those whose supplier or contact is gone */
export async function marketingProfiles(
  { sql }: Reader,
  messages: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, MarketingProfile>> {
  const rows: (MarketingProfile & { readonly messageId: string })[] = await sql('messages as m')
    .join('suppliers as s', 's.id', 'm.supplier_id')
    .join('contacts as c', (join) => join.on('c.id', 'm.contact_id').andOn('c.supplier_id', 's.id'))
    .whereIn(
      'm.id',
      messages.map(({ id }) => id),
    )
    .select({
      messageId: 'm.id',
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
  return new Map(rows.map(({ messageId, ...profile }) => [messageId, profile]));
}
