import { getJson, postJson, readProblem, request, type Problem } from '../../platform/index.ts';
import { HttpError } from 'react-admin';

export type Security = {
  readonly totpEnabled: boolean;
  readonly recoveryCodesLeft: number;
  readonly hasPassword: boolean;
  readonly openSessions: number;
};
export type Enrolment = { readonly secret: string; readonly otpauthUri: string };

/** How the signed-in person's own account is protected. */
export async function readSecurity(): Promise<Security> {
  const answer = await getJson('/session/security');
  if (isSecurity(answer)) return answer;
  throw new Error('The server answered in a shape this version does not know. Reload the page.');
}

/** Ends every other session of the person as well. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await postJson('/session/password', { currentPassword, newPassword });
}

/** A new authenticator secret, shown once; it counts after `confirmAuthenticator`. */
export async function startAuthenticator(password: string): Promise<Enrolment> {
  const answer = await postJson('/session/totp', { password });
  if (isEnrolment(answer)) return answer;
  throw new Error('The server answered in a shape this version does not know. Reload the page.');
}

/** @returns recovery codes, shown once */
export async function confirmAuthenticator(code: string): Promise<readonly string[]> {
  const answer = await postJson('/session/totp/confirm', { code });
  const codes: unknown =
    typeof answer === 'object' && answer !== null && 'recoveryCodes' in answer ? answer.recoveryCodes : [];
  return Array.isArray(codes) ? codes.map(String) : [];
}

export async function removeAuthenticator(password: string): Promise<void> {
  await request('/api/session/totp', { method: 'DELETE', body: JSON.stringify({ password }) });
}

export async function endViewAs(): Promise<void> {
  await request('/api/session/view-as', { method: 'DELETE' });
}

/** What went wrong, for the form: the words and the fields they belong to. */
export function problemIn(error: unknown): Pick<Problem, 'message' | 'errors'> {
  if (error instanceof HttpError) return readProblem(error.status, error.body);
  return { message: error instanceof Error ? error.message : 'That did not work. Try again.' };
}

function isSecurity(answer: unknown): answer is Security {
  return typeof answer === 'object' && answer !== null && 'totpEnabled' in answer && 'openSessions' in answer;
}

function isEnrolment(answer: unknown): answer is Enrolment {
  return typeof answer === 'object' && answer !== null && 'secret' in answer && 'otpauthUri' in answer;
}
