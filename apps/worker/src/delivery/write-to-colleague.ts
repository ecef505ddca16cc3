import { findInvitationLetter } from '@wedsync/db/access';
import { sendMessage } from '@wedsync/db/delivery';
import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import { invitationTemplate, writeInvitation } from '@wedsync/domain/delivery';
import type { WorkerServices } from '../platform/index.ts';

/** Promises the letter with a colleague's link; one that is over is not written about. */
export async function writeToColleague(
  writer: Writer,
  { payload }: StoredSuccessEvent,
  { clock, uuids, env }: WorkerServices,
): Promise<void> {
  const invitationId = String(payload?.invitationId);
  const facts = await findInvitationLetter(writer, invitationId, clock.now());
  if (facts === undefined) return;
  const { subject, text, html } = writeInvitation(facts, env.publicUrl);
  const letter = { channel: 'email' as const, template: invitationTemplate, supplierId: null, subject, text, html };
  const reader = { recipient: facts.email, recipientName: facts.name };
  await sendMessage(
    writer,
    { ...letter, ...reader, payload: { invitationId }, dedupKey: `staff-invited:${invitationId}` },
    uuids,
  );
}
