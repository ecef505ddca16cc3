import { signInRefused } from '@wedsync/domain/access';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { ApiServices } from '../platform/index.ts';

export type SingleSignOn = {
  readonly name: string;
  /** Where to send the browser, and what its answer must match. */
  leave(): Promise<{ url: string; expected: Expected }>;
  /** The verified e-mail address of whoever came back. @throws DomainError unauthenticated, code sso-not-confirmed */
  comeBack(originalUrl: string, expected: Expected): Promise<string>;
};
type Expected = { readonly state: string; readonly nonce: string; readonly codeVerifier: string };

const callbackPath = '/api/session/oidc/callback';

/** OpenID Connect with code flow, PKCE, state and nonce; null when it is not configured. */
export function createSingleSignOn({ env, log }: ApiServices): SingleSignOn | null {
  if (env.oidc === null) return null;
  const { issuer, clientId, clientSecret, name } = env.oidc;
  const redirectUri = new URL(callbackPath, env.http.publicUrl).href;
  // Found out when first needed, and again after a failure: the provider may start later than we do.
  let known: Promise<Configuration> | null = null;
  const configuration = () => {
    known ??= discover(issuer, clientId, clientSecret).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    name,
    async leave() {
      const expected = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: expected.state,
        nonce: expected.nonce,
        code_challenge: await calculatePKCECodeChallenge(expected.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, expected };
    },
    async comeBack(originalUrl, { state, nonce, codeVerifier }) {
      try {
        const tokens = await authorizationCodeGrant(await configuration(), new URL(originalUrl, env.http.publicUrl), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        return verifiedEmail(tokens.claims());
      } catch (error) {
        log.warn({ err: error }, 'single sign-on failed');
        throw signInRefused('sso-not-confirmed', error);
      }
    },
  };
}

/** Plain http is for a provider on this very machine, as in tests; everywhere else TLS is required. */
function discover(issuer: string, clientId: string, clientSecret: string): Promise<Configuration> {
  const server = new URL(issuer);
  const local = server.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname);
  return discovery(server, clientId, clientSecret, undefined, local ? { execute: [allowInsecureRequests] } : undefined);
}

/** An address the provider has not verified may be anybody's. */
function verifiedEmail(claims: Readonly<Record<string, unknown>> | undefined): string {
  const email = claims?.email;
  if (typeof email !== 'string' || claims?.email_verified !== true)
    throw new Error('The provider sent no verified e-mail address.');
  return email;
}
