import { findCredentialsByEmail } from '@wedsync/db/access';
import { credentialsSchema, signInRefused } from '@wedsync/domain/access';
import { isDomainError } from '@wedsync/domain/platform';
import type { Request } from 'express';
import type { Door } from '../platform/index.ts';
import { refuseOtherSites } from './csrf.ts';
import { identifyNow, requireIdentified, sessionAnswer } from './session-answer.ts';
import { defineWayIn } from './session-door.ts';
import type { SessionTools } from './session-tools.ts';
import { recordSignIn, signIn } from './sign-in.ts';

/** Ways in: there is no CSRF token to ask for yet. */
export const signInDoors: readonly Door<SessionTools>[] = [
  defineWayIn({
    method: 'get',
    path: '/session',
    summary: 'Who is signed in, what they may do, and the token that unsafe calls repeat; 401 when nobody is',
    answer: ({ req }) => sessionAnswer(req, requireIdentified(req)),
  }),
  defineWayIn({
    method: 'get',
    path: '/session/providers',
    summary: 'Where else one may sign in',
    answer: ({ tools: { singleSignOn } }) => ({
      oidc: singleSignOn && { name: singleSignOn.name, startUrl: '/api/session/oidc/start' },
    }),
  }),
  defineWayIn({
    method: 'post',
    path: '/session',
    summary: 'Sign in',
    description: '401 invalid-credentials or totp-required, 429 locked-out.',
    before: refuseOtherSites,
    body: credentialsSchema,
    async answer({ tools, req, body }) {
      const staffId = await signIn(tools, { ...body, address: req.ip ?? 'unknown', requestId: String(req.id) });
      await tools.sessions.start(req, staffId);
      return sessionAnswer(req, await identifyNow(req, tools.directory, staffId));
    },
  }),
  defineWayIn({
    method: 'get',
    path: '/session/oidc/start',
    summary: 'Leave for the provider of single sign-on',
    status: 302,
    async answer({ tools: { singleSignOn, throttle, sessions }, req, res }) {
      if (singleSignOn === null) throw signInRefused('sso-off');
      await throttle.knock(req.ip ?? 'unknown');
      const { url, expected } = await singleSignOn.leave();
      await sessions.sendAway(req, expected);
      res.redirect(url);
    },
  }),
  defineWayIn({
    method: 'get',
    path: '/session/oidc/callback',
    summary: 'Come back from the provider of single sign-on',
    status: 302,
    async answer({ tools, req, res }) {
      const { sessions } = tools;
      try {
        await sessions.start(req, await fromProvider(tools, req));
        res.redirect('/');
      } catch (error) {
        if (!isDomainError(error)) throw error;
        await sessions.end(req);
        res.redirect(`/login?signInError=${error.code}`);
      }
    },
  }),
];

/** The member of staff whom the provider vouches for. Nobody is created here: an administrator decides who works with us. */
async function fromProvider(tools: SessionTools, req: Request): Promise<string> {
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
