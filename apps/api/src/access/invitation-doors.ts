import { clearSignInLimit, endSessions, findOpenInvitation, setStaffPassword, useInvitation } from '@wedsync/db/access';
import { recordAudit } from '@wedsync/db/platform';
import { acceptInvitationSchema, InvitationOver, openInvitationSchema } from '@wedsync/domain/access';
import type { Door } from '../platform/index.ts';
import { refuseOtherSites } from './csrf.ts';
import { hashPassword } from './passwords.ts';
import { defineWayIn } from './session-door.ts';
import type { SessionTools } from './session-tools.ts';
import { actorFor } from './sign-in.ts';
import { accountLimitRow } from './throttle.ts';
import { hashSecret } from './token-secret.ts';

/**
 * What the link in a letter opens: a password is chosen, and nobody is signed in by it. The sign-in that follows asks for the authenticator as ever.
 */
export const invitationDoors: readonly Door<SessionTools>[] = [
  defineWayIn({
    method: 'post',
    path: '/session/invitation',
    summary: 'Whom an invitation is for',
    // Mail programs open links by themselves.
    description: 'Looking at it does not spend it.',
    before: refuseOtherSites,
    body: openInvitationSchema,
    async answer({ tools, body }) {
      const { name, email, expiresAt } = await opened(tools, body.secret);
      return { name, email, expiresAt: expiresAt.toISOString() };
    },
  }),
  defineWayIn({
    method: 'post',
    path: '/session/invitation/accept',
    summary: 'Choose a password by an invitation',
    before: refuseOtherSites,
    status: 204,
    body: acceptInvitationSchema,
    async answer({ tools, req, body: { secret, password } }) {
      const { store, clock, directory } = tools;
      const { id, staffId, name, email } = await opened(tools, secret);
      const passwordHash = await hashPassword(password);
      const actor = actorFor({ id: staffId, name }, { requestId: String(req.id) });
      await store.transact(actor, async (writer) => {
        if (!(await useInvitation(writer, id, clock.now()))) throw InvitationOver(undefined);
        await setStaffPassword(writer, staffId, passwordHash);
        await endSessions(writer, staffId);
        await clearSignInLimit(writer, accountLimitRow(email));
        await recordAudit(writer, { action: 'choose-password', resource: 'sessions', resourceId: staffId });
      });
      directory.forget(staffId);
    },
  }),
];

async function opened({ store, clock }: SessionTools, secret: string) {
  const invitation = await findOpenInvitation(store.pool, hashSecret(secret), clock.now());
  if (invitation === undefined) throw InvitationOver(undefined);
  return invitation;
}
