import { apiUrl, getJson, postJson, request } from '../http/http.ts';
import { currentSession, keepSession } from './session-store.ts';
import type { Credentials, Session, SignInProviders } from './session.ts';

// 30 s: a role taken away shows up soon, and walking through pages does not ask the server at every step.
const sessionFreshMs = 30_000;
let readAtMs = 0;
let reading: Promise<Session> | null = null;

/** Reads the session unless it was read a moment ago. @throws HttpError 401 when nobody is signed in */
export function readSession(): Promise<Session> {
  const known = currentSession();
  if (known !== null && performance.now() - readAtMs < sessionFreshMs) return Promise.resolve(known);
  return refreshSession();
}

/** Reads the session from the api, one call at a time. */
export function refreshSession(): Promise<Session> {
  reading ??= getJson('/session')
    .then(keep)
    .catch(forgetWhenSignedOut)
    .finally(() => {
      reading = null;
    });
  return reading;
}

/** @throws HttpError with body.code invalid-credentials, totp-required or locked-out */
export async function signIn(credentials: Credentials): Promise<Session> {
  return keep(await postJson('/session', credentials));
}

/** Ends this session, or with `everywhere` every session of the person. */
export async function signOut(everywhere = false): Promise<void> {
  await request(`${apiUrl}/session${everywhere ? '/all' : ''}`, { method: 'DELETE' });
  keepSession(null);
}

/** Which single sign-on is offered beside the password. */
export async function readSignInProviders(): Promise<SignInProviders> {
  const answer = await getJson('/session/providers');
  return isProviders(answer) ? answer : { oidc: null };
}

function keep(answer: unknown): Session {
  if (!isSession(answer))
    throw new Error('The server answered the session in a shape this version does not know. Reload the page.');
  readAtMs = performance.now();
  keepSession(answer);
  return answer;
}

function forgetWhenSignedOut(error: unknown): never {
  keepSession(null);
  throw error;
}

function isSession(answer: unknown): answer is Session {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'staff' in answer &&
    'permissions' in answer &&
    'csrfToken' in answer
  );
}

function isProviders(answer: unknown): answer is SignInProviders {
  return typeof answer === 'object' && answer !== null && 'oidc' in answer;
}
