import { findCredentialsByEmail } from '@wedsync/db/access';
import { credentialsSchema, signInRefused } from '@wedsync/domain/access';
import { isDomainError } from '@wedsync/domain/platform';
import { Router, type Request } from 'express';
import { refuseOtherSites } from './csrf.ts';
import type { Directory } from './directory.ts';
import { identifyNow, requireIdentified, sessionAnswer } from './session-answer.ts';
import type { Sessions } from './sessions.ts';
import { recordSignIn, signIn, type SignInTools } from './sign-in.ts';
import type { SingleSignOn } from './single-sign-on.ts';

export type SignInRouteTools = SignInTools & {
  readonly sessions: Sessions;
  readonly directory: Directory;
  readonly singleSignOn: SingleSignOn | null;
};

/** Ways in: open to people who are not signed in yet, so there is no CSRF token to ask for. */
export function signInRoutes(tools: SignInRouteTools): Router {
  const { sessions, directory, singleSignOn } = tools;
  const router = Router();
  router.get('/', (req, res) => void res.json(sessionAnswer(req, requireIdentified(req))));
  router.get('/providers', (_req, res) => {
    res.json({ oidc: singleSignOn && { name: singleSignOn.name, startUrl: '/api/session/oidc/start' } });
  });
  router.post('/', refuseOtherSites, async (req, res) => {
    const credentials = credentialsSchema.parse(req.body);
    const staffId = await signIn(tools, { ...credentials, address: req.ip ?? 'unknown', requestId: String(req.id) });
    await sessions.start(req, staffId);
    res.json(sessionAnswer(req, await identifyNow(req, directory, staffId)));
  });
  router.get('/oidc/start', async (req, res) => {
    if (singleSignOn === null) throw signInRefused('sso-off');
    await tools.throttle.knock(req.ip ?? 'unknown');
    const { url, expected } = await singleSignOn.leave();
    await sessions.sendAway(req, expected);
    res.redirect(url);
  });
  router.get('/oidc/callback', async (req, res) => {
    try {
      await sessions.start(req, await fromProvider(tools, req));
      res.redirect('/');
    } catch (error) {
      if (!isDomainError(error)) throw error;
      await sessions.end(req);
      res.redirect(`/login?signInError=${error.code}`);
    }
  });
  return router;
}

/** The member of staff whom the provider vouches for. Nobody is created here: an administrator decides who works with us. */
async function fromProvider(tools: SignInRouteTools, req: Request): Promise<string> {
  const { singleSignOn, store } = tools;
  const expected = req.session.oidc;
  if (singleSignOn === null || expected === undefined) throw signInRefused('sso-started-elsewhere');
  const email = await singleSignOn.comeBack(req.originalUrl, expected);
  const found = await findCredentialsByEmail(store.pool, email);
  if (found === undefined || found.disabled) throw signInRefused('sso-no-account');
  await tools.throttle.succeed(found.email, req.ip ?? 'unknown');
  await recordSignIn(tools, found, String(req.id), { method: 'single sign-on' });
  return found.id;
}
