import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Browser, hire, useStaffApp } from './staff-app.ts';

const clientId = 'back-office';
const clientSecret = 'a secret between the two of them';
/** Who the provider says is at the keyboard, and whether it has checked the address. */
let atKeyboard = { email: 'nobody@example.com', verified: true };

const app = useStaffApp({
  env: async (url) => ({
    OIDC_ISSUER: await startProvider(`${url}/api/session/oidc/callback`),
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: 'Acme',
  }),
});
const server = createServer();
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
// The provider warns of everything that makes it unfit for production, which a test is not.
vi.spyOn(console, 'warn').mockReturnValue(undefined);
vi.spyOn(console, 'info').mockReturnValue(undefined);

/** A real OpenID provider on loopback that signs in whoever is at the keyboard without asking. @returns its issuer */
async function startProvider(redirectUri: string): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, email: atKeyboard.email, email_verified: atKeyboard.verified, name: 'Kim' }),
    }),
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  server.on('request', (req, res) => {
    if (req.url?.startsWith('/interaction/') === true) void agree(provider, req, res);
    else answer(req, res);
  });
  return issuer;
}

async function agree(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const accountId = atKeyboard.email;
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid email profile');
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
}

/** Follows the browser out to the provider and back; stops at our own door with the answer that came back. */
async function visitProvider(browser: Browser): Promise<string> {
  let location = (await browser.get('/session/oidc/start')).headers.get('location') ?? '';
  const cookies = new Map<string, string>();
  for (let hop = 0; hop < 10 && !location.startsWith(app.url); hop += 1) {
    const response = await fetch(location, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    location = new URL(response.headers.get('location') ?? '', location).href;
  }
  return location;
}

async function comeBack(browser: Browser, address: string): Promise<string> {
  return decodeURIComponent((await browser.send('GET', address)).headers.get('location') ?? '');
}

describe('single sign-on', () => {
  test('is offered when it is set up', async () => {
    expect((await new Browser(app).get('/session/providers')).body).toEqual({
      oidc: { name: 'Acme', startUrl: '/api/session/oidc/start' },
    });
  });

  test('signs in the member of staff whose verified address the provider gives', async () => {
    const { email, id } = await hire(app, { email: 'Kim.Sso@example.com' });
    atKeyboard = { email: 'kim.sso@example.com', verified: true };
    const browser = new Browser(app);
    const back = await visitProvider(browser);
    const before = browser.cookie;
    expect(await comeBack(browser, back)).toBe('/');
    expect(browser.cookie).not.toBe(before);
    expect((await browser.get('/session')).body.staff).toMatchObject({ id, email });
  });

  test('sends PKCE, state and nonce', async () => {
    const location = new URL((await new Browser(app).get('/session/oidc/start')).headers.get('location') ?? '');
    const sent = Object.fromEntries(location.searchParams);
    expect(sent).toMatchObject({ code_challenge_method: 'S256', response_type: 'code' });
    expect(sent.state).toBeTruthy();
    expect(sent.nonce).toBeTruthy();
    expect(sent.code_challenge).toBeTruthy();
  });

  test('keeps the place of somebody on the way there for ten minutes, and not for everybody who asks', async () => {
    const { owner } = app.database.current;
    const browser = new Browser(app);
    await browser.get('/session/oidc/start');
    const [, sid = ''] = decodeURIComponent(browser.cookie).match(/s:([^.]+)/) ?? [];
    const { expire } = await owner('sessions').where({ sid }).first();
    expect(expire.getTime() - Date.now()).toBeLessThanOrEqual(10 * 60_000 + 1_000);
    const statuses: number[] = [];
    for (let knock = 0; knock < 60; knock += 1)
      statuses.push((await new Browser(app).get('/session/oidc/start')).status);
    expect(statuses.filter((status) => status === 302).length).toBeLessThan(50);
    expect(statuses.at(-1)).toBe(429);
    await owner('sign_in_limits').delete();
  });

  test('creates nobody', async () => {
    atKeyboard = { email: 'stranger@example.com', verified: true };
    const browser = new Browser(app);
    expect(await comeBack(browser, await visitProvider(browser))).toMatch(/signInError=sso-no-account/);
    expect((await browser.get('/session')).status).toBe(401);
  });

  test('does not trust an address that was not verified', async () => {
    const { email } = await hire(app);
    atKeyboard = { email, verified: false };
    const browser = new Browser(app);
    expect(await comeBack(browser, await visitProvider(browser))).toMatch(/signInError/);
    expect((await browser.get('/session')).status).toBe(401);
  });

  test('does not let in somebody disabled', async () => {
    const { email, id } = await hire(app);
    await app.database.current.owner('staff').where({ id }).update({ disabled_at: new Date() });
    atKeyboard = { email, verified: true };
    const browser = new Browser(app);
    expect(await comeBack(browser, await visitProvider(browser))).toMatch(/signInError/);
  });

  test('answer brought to another browser, or with another state, is refused', async () => {
    const { email } = await hire(app);
    atKeyboard = { email, verified: true };
    const back = await visitProvider(new Browser(app));
    expect(await comeBack(new Browser(app), back)).toMatch(/signInError/);
    const browser = new Browser(app);
    const tampered = new URL(await visitProvider(browser));
    tampered.searchParams.set('state', 'forged');
    expect(await comeBack(browser, tampered.href)).toMatch(/signInError/);
  });
});
