import type { Reader, Writer } from '../../platform/index.ts';

/**
 * Writes what was reported of these invites into one row each: of several reports of the same the earliest counts, whichever came first. Suppliers that are
 * known by now are named. The id follows from the invite, so a row that is written anew has it again.
 */
export async function mergeReferrals({ sql }: Writer, inviteIds: readonly string[], now: Date): Promise<void> {
  await sql.raw(
    `with sent as (
       select distinct on (invite_id) invite_id, supplier_external_id as inviter, invitee_key, invitee_domain, channel, occurred_at as at
         from referral_facts where kind = 'invited' and invite_id = any(:ids) order by invite_id, occurred_at, event_id),
     taken as (
       select distinct on (invite_id) invite_id, supplier_external_id as invitee, occurred_at as at
         from referral_facts where kind = 'accepted' and invite_id = any(:ids) order by invite_id, occurred_at, event_id),
     takers as (
       select invite_id, count(distinct supplier_external_id)::int - 1 as others
         from referral_facts where kind = 'accepted' and invite_id = any(:ids) group by 1)
     insert into referrals as r (id, invite_id, supplier_id, inviter_external_id, invitee_key, invitee_domain, channel, sent_at,
       invitee_id, invitee_external_id, accepted_at, other_acceptances, judged_at)
     select 'rfl_' || left(encode(sha256(convert_to(invite_id, 'UTF8')), 'hex'), 32), invite_id, a.id, s.inviter, s.invitee_key, s.invitee_domain, s.channel, s.at,
       b.id, t.invitee, t.at, coalesce(o.others, 0), :now
       from sent s full join taken t using (invite_id) left join takers o using (invite_id)
       left join suppliers a on a.external_id = s.inviter left join suppliers b on b.external_id = t.invitee
      order by invite_id
     on conflict (invite_id) do update set supplier_id = excluded.supplier_id, inviter_external_id = excluded.inviter_external_id,
       invitee_key = excluded.invitee_key, invitee_domain = excluded.invitee_domain, channel = excluded.channel, sent_at = excluded.sent_at,
       invitee_id = excluded.invitee_id, invitee_external_id = excluded.invitee_external_id, accepted_at = excluded.accepted_at,
       other_acceptances = excluded.other_acceptances, judged_at = excluded.judged_at
     where (r.supplier_id, r.inviter_external_id, r.invitee_key, r.invitee_domain, r.channel, r.sent_at, r.invitee_id, r.invitee_external_id, r.accepted_at, r.other_acceptances)
       is distinct from (excluded.supplier_id, excluded.inviter_external_id, excluded.invitee_key, excluded.invitee_domain, excluded.channel, excluded.sent_at,
         excluded.invitee_id, excluded.invitee_external_id, excluded.accepted_at, excluded.other_acceptances)`,
    { ids: [...inviteIds], now },
  );
}

/**
 * The invites whose verdict may hang on these: what else the same inviters had accepted (bursts), and what else all those invitees accepted (one credit).
 * @returns ids of referrals
 */
export async function relatedReferrals({ sql }: Writer, inviteIds: readonly string[]): Promise<string[]> {
  const result: { rows: { id: string }[] } = await sql.raw(
    `with given as (select id, inviter_external_id, invitee_external_id from referrals where invite_id = any(:ids)),
     invitees as (
       select invitee_external_id from given where invitee_external_id is not null
       union select o.invitee_external_id from given g join referrals o on o.inviter_external_id = g.inviter_external_id where o.accepted_at is not null)
     select id from given union select r.id from referrals r join invitees using (invitee_external_id) order by 1`,
    { ids: [...inviteIds] },
  );
  return result.rows.map(({ id }) => id);
}

/** The invites that these suppliers sent or accepted. */
export async function invitesOfSuppliers({ sql }: Writer, supplierIds: readonly string[]): Promise<string[]> {
  if (supplierIds.length === 0) return [];
  const result: { rows: { invite_id: string }[] } = await sql.raw(
    `with named as (select external_id from suppliers where id = any(:ids))
     select r.invite_id from named n join referrals r on r.inviter_external_id = n.external_id
     union select r.invite_id from named n join referrals r on r.invitee_external_id = n.external_id`,
    { ids: [...new Set(supplierIds)] },
  );
  return result.rows.map((row) => row.invite_id);
}

/** The next invites after one, in order; '' asks for the first. */
export async function inviteIdsAfter({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  return sql('referrals').where('invite_id', '>', after).orderBy('invite_id').limit(limit).pluck('invite_id');
}
