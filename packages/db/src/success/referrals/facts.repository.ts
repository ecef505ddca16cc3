import type { Writer } from '../../platform/index.ts';

const names = `('referral.invited', 'referral.accepted')`;

const keep = `
insert into referral_facts (event_id, kind, invite_id, supplier_external_id, occurred_at, known_at, invitee_key, invitee_domain, channel)
select e.id, split_part(e.name, '.', 2), trim(e.properties ->> 'invite'), e.supplier_external_id, e.occurred_at, e.known_at,
  e.properties ->> 'inviteeKey', e.properties ->> 'inviteeDomain', left(lower(nullif(trim(e.properties ->> 'channel'), '')), 32)`;

/** Takes what was reported of invites out of these product events, each once. @returns the invites they are about */
export async function keepReferralFacts(writer: Writer, eventIds: readonly string[]): Promise<string[]> {
  if (eventIds.length === 0) return [];
  return inviteIds(
    writer,
    `${keep} from product_event_ids i join product_events e on e.occurred_at = i.occurred_at and e.id = i.id
      where i.id = any(?) and e.name in ${names} order by e.id on conflict do nothing returning invite_id`,
    [[...eventIds]],
  );
}

/** The same for what was reported since a moment and has been missed. @returns the invites it is about */
export async function keepMissedReferralFacts(writer: Writer, since: Date, limit: number): Promise<string[]> {
  return inviteIds(
    writer,
    `${keep} from product_events e where e.name in ${names} and e.known_at >= ?
       and not exists (select from referral_facts f where f.event_id = e.id)
      order by e.id limit ? on conflict do nothing returning invite_id`,
    [since, limit],
  );
}

async function inviteIds(
  { sql }: Writer,
  statement: string,
  bindings: readonly (Date | number | string[])[],
): Promise<string[]> {
  const result: { rows: { invite_id: string }[] } = await sql.raw(statement, [...bindings]);
  return [...new Set(result.rows.map((row) => row.invite_id))];
}
