import { invitationHours } from '@wedsync/domain/access';
import { createId, HOUR_MS, plusMs, type Uuids } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import { emitEvents, type Reader, type Writer } from '../platform/index.ts';

/** `welcome` lets somebody in for the first time, `new-password` replaces a password. */
export type Occasion = 'welcome' | 'new-password';

/** What the holder of a link is told of it. */
export type OpenInvitation = {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
};

/** What its letter says. */
export type InvitationLetter = Pick<OpenInvitation, 'name' | 'email' | 'expiresAt'> & { readonly occasion: Occasion };

/** Promises a person a link of their own; links given before stop working. The secret in it is made when the letter leaves. */
export async function invite(
  writer: Writer,
  { staffId, occasion, at }: { readonly staffId: string; readonly occasion: Occasion; readonly at: Date },
  uuids: Uuids,
): Promise<void> {
  const { sql } = writer;
  const open = { staff_id: staffId, used_at: null };
  await sql('staff_invitations').where(open).where('expires_at', '>', at).update({ expires_at: at });
  const id = createId('staffInvitation', uuids.next());
  const expires = plusMs(at, invitationHours * HOUR_MS);
  await sql.raw(
    `insert into staff_invitations (id, staff_id, email, occasion, asked_at, expires_at)
     select ?, s.id, s.email, ?, ?, ? from staff s where s.id = ?`,
    [id, occasion, at, expires, staffId],
  );
  await emitEvents(writer, [
    {
      type: 'staff.invited',
      supplierId: null,
      resource: 'staff',
      resourceId: staffId,
      summary: 'A colleague is sent a link to choose a password',
      payload: { invitationId: id },
      occurredAt: at,
    },
  ]);
}

/** What to write to whom; undefined once the link is used, too old or replaced. */
export async function findInvitationLetter(
  { sql }: Reader,
  id: string,
  now: Date,
): Promise<InvitationLetter | undefined> {
  return stillOpen(sql, now)
    .where({ 'i.id': id })
    .first({ name: 's.name', email: 's.email', expiresAt: 'i.expires_at', occasion: 'i.occasion' });
}

/** The link of the letter that leaves now is the one that works. @returns false when the invitation is over */
export async function keepInvitationSecret({ sql }: Writer, id: string, hash: Buffer, now: Date): Promise<boolean> {
  const kept = await sql('staff_invitations')
    .whereIn('id', stillOpen(sql, now).where({ 'i.id': id }).select('i.id'))
    .update({ secret_hash: hash });
  return kept === 1;
}

/** The invitation behind a link. Needs no actor: it is what makes one. */
export async function findOpenInvitation(pool: Knex, hash: Buffer, now: Date): Promise<OpenInvitation | undefined> {
  return stillOpen(pool, now)
    .where({ 'i.secret_hash': hash })
    .first('i.id', { staffId: 's.id', name: 's.name', email: 's.email', expiresAt: 'i.expires_at' });
}

/** Spends a link. @returns false when it was spent, replaced or its time was over */
export async function useInvitation({ sql }: Writer, id: string, now: Date): Promise<boolean> {
  const used = await sql('staff_invitations')
    .whereIn('id', stillOpen(sql, now).where({ 'i.id': id }).select('i.id'))
    // Asked again of the row itself: of two at once the second waits for the first, and then finds it spent.
    .whereNull('used_at')
    .update({ used_at: now });
  return used === 1;
}

/** A link leads only the person at the address it was sent to, for as long as they work here. */
function stillOpen(sql: Knex, now: Date): Knex.QueryBuilder {
  return sql('staff_invitations as i')
    .join('staff as s', (join) => join.on('s.id', 'i.staff_id').andOn('s.email', 'i.email'))
    .whereNull('s.disabled_at')
    .whereNull('i.used_at')
    .where('i.expires_at', '>', now);
}
