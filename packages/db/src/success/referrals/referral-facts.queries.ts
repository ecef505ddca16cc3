import type { ReferralFacts, ReferralReason, ReferralState, ReferralVerdict } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

/** An invite as it stands, with all that its verdict rests on. */
export type ReferralSubject = ReferralFacts & {
  readonly inviteId: string;
  readonly activatedAt: Date | null;
  readonly inviterName: string | null;
  readonly inviteeName: string | null;
  /** As it was judged last. */
  readonly stateBefore: ReferralState;
  readonly reasonBefore: ReferralReason | null;
};

/** An invite with what becomes of it now. */
export type JudgedReferral = { readonly subject: ReferralSubject; readonly verdict: ReferralVerdict };

/** What is known of these invites and of the two suppliers of each, in one query however many they are. */
export async function gatherReferralFacts({ sql }: Reader, ids: readonly string[]): Promise<ReferralSubject[]> {
  const result: { rows: ReferralSubject[] } = await sql.raw(factsSql, { ids: [...ids] });
  return result.rows;
}

const cardsOf = (supplier: string) =>
  `(select fingerprint from payment_methods where supplier_id = ${supplier} and fingerprint is not null
    union select card_fingerprint from charges where supplier_id = ${supplier} and card_fingerprint is not null)`;

const domainsOf = (supplier: string) =>
  `select distinct split_part(lower(c.email), '@', 2) from contacts c where c.supplier_id = ${supplier}`;

const factsSql = `
select r.id, r.invite_id as "inviteId", r.supplier_id as "inviterId", r.invitee_id as "inviteeId", r.invitee_external_id as "inviteeExternalId",
  r.sent_at as "sentAt", r.accepted_at as "acceptedAt", b.signed_up_at as "signedUpAt", paid.at as "paidAt", active.at as "activatedAt",
  a.business_name as "inviterName", b.business_name as "inviteeName",
  exists (select from contacts x join contacts y on lower(y.email) = lower(x.email) where x.supplier_id = r.supplier_id and y.supplier_id = r.invitee_id) as "sharesContact",
  r.supplier_id is not null and r.invitee_id is not null and exists (
    select from ${cardsOf('r.supplier_id')} x (card) join ${cardsOf('r.invitee_id')} y (card) on y.card = x.card) as "sharesCard",
  array(${domainsOf('r.supplier_id')} order by 1) as "inviterDomains",
  array(${domainsOf('r.invitee_id')} union select r.invitee_domain where r.invitee_domain is not null order by 1) as "inviteeDomains",
  coalesce(burst.accepted, 0) as "acceptedInDay", d.decision, d.at as "decidedAt",
  r.state as "stateBefore", r.reason as "reasonBefore"
from referrals r
left join suppliers a on a.id = r.supplier_id
left join suppliers b on b.id = r.invitee_id
left join referral_decisions d on d.id = r.id
left join lateral (
  select min(i.paid_at) as at from invoices i where i.supplier_id = r.invitee_id and i.paid_at is not null and i.total_minor > 0 and i.deleted_at is null) paid on true
left join lateral (select min(m.reached_at) as at from supplier_milestones m where m.supplier_id = r.invitee_id) active on true
left join lateral (
  select count(*)::int as accepted from referrals o
   where o.inviter_external_id = r.inviter_external_id and o.accepted_at > r.accepted_at - interval '24 hours' and o.accepted_at <= r.accepted_at) burst on true
where r.id = any(:ids) order by r.id`;
