import { clearSignInLimit, endSessions, findOpenInvitation, setStaffPassword, useInvitation } from '@wedsync/db/access';
import { recordAudit } from '@wedsync/db/platform';
import { acceptInvitationSchema, InvitationOver, openInvitationSchema } from '@wedsync/domain/access';
import { Router } from 'express';
import type { ApiServices } from '../platform/index.ts';
import { refuseOtherSites } from './csrf.ts';
import type { Directory } from './directory.ts';
import { hashPassword } from './passwords.ts';
import { actorFor } from './sign-in.ts';
import { accountLimitRow } from './throttle.ts';
import { hashSecret } from './token-secret.ts';

/**
 * What the link in a letter opens: a password is chosen, and nobody is signed in by it. The sign-in that follows asks for the authenticator as ever.
 */
export function invitationRoutes({ store, clock, directory }: ApiServices & { readonly directory: Directory }): Router {
  const opened = async (secret: string) => {
    const invitation = await findOpenInvitation(store.pool, hashSecret(secret), clock.now());
    if (invitation === undefined) throw InvitationOver(undefined);
    return invitation;
  };
  const router = Router();
  // Looking at it does not spend it: mail programs open links by themselves.
  router.post('/invitation', refuseOtherSites, async (req, res) => {
    const { name, email, expiresAt } = await opened(openInvitationSchema.parse(req.body).secret);
    res.json({ name, email, expiresAt: expiresAt.toISOString() });
  });
  router.post('/invitation/accept', refuseOtherSites, async (req, res) => {
    const { secret, password } = acceptInvitationSchema.parse(req.body);
    const { id, staffId, name, email } = await opened(secret);
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
    res.status(204).end();
  });
  return router;
}
