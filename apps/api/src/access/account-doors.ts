import {
  countRecoveryCodes,
  countSessions,
  disableTotp,
  enableTotp,
  endSessions,
  endVisits,
  findCredentialsById,
  proposeTotp,
  setStaffPassword,
  useTotpStep,
  type StaffCredentials,
} from '@wedsync/db/access';
import { recordAudit, type Writer } from '@wedsync/db/platform';
import { changePasswordSchema, confirmTotpSchema, passwordOnlySchema } from '@wedsync/domain/access';
import { actorOf, DomainError, Invalid } from '@wedsync/domain/platform';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Door } from '../platform/index.ts';
import { hashRecoveryCode, newAuthenticator, newRecoveryCodes, stepOfCode } from './authenticator.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { requireIdentified } from './session-answer.ts';
import { defineAccountDoor } from './session-door.ts';
import type { SessionTools } from './session-tools.ts';
import { totpPlace } from './sign-in.ts';

/** What signed-in people do about their own account; behind CSRF. */
export const accountDoors: readonly Door<SessionTools>[] = [
  defineAccountDoor({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    status: 204,
    async answer({ tools, req }) {
      await onRecord(tools, req, 'sign-out', (writer, id) => endVisits(writer, id, tools.clock.now()));
      await tools.sessions.end(req);
    },
  }),
  defineAccountDoor({
    method: 'delete',
    path: '/session/all',
    summary: 'Sign out everywhere',
    status: 204,
    async answer({ tools, req }) {
      await onRecord(tools, req, 'sign-out-everywhere', (writer, id) => endSessions(writer, id));
      tools.directory.forget(requireIdentified(req).person.id);
      await tools.sessions.end(req);
    },
  }),
  defineAccountDoor({
    method: 'delete',
    path: '/session/view-as',
    summary: 'Stop looking through a supplier’s eyes',
    status: 204,
    async answer({ tools, req }) {
      await onRecord(tools, req, 'end-view-as', (writer, id) => endVisits(writer, id, tools.clock.now()));
      tools.directory.forget(requireIdentified(req).person.id);
    },
  }),
  defineAccountDoor({
    method: 'get',
    path: '/session/security',
    summary: 'How one’s own account is entered, and how often it is open',
    answer: ({ tools, req }) => security(tools, req),
  }),
  defineAccountDoor({
    method: 'post',
    path: '/session/password',
    summary: 'Change one’s own password; every other session ends',
    status: 204,
    body: changePasswordSchema,
    answer: ({ tools, req, body }) => changePassword(tools, req, body),
  }),
  defineAccountDoor({
    method: 'post',
    path: '/session/totp',
    summary: 'Begin to set up an authenticator',
    description: 'Its secret is shown now and never again, and counts from the first code on.',
    body: passwordOnlySchema,
    answer: ({ tools, req, body }) => enrol(tools, req, body.password),
  }),
  defineAccountDoor({
    method: 'post',
    path: '/session/totp/confirm',
    summary: 'Prove the authenticator by its first code; recovery codes are the answer',
    body: confirmTotpSchema,
    answer: ({ tools, req, body }) => confirmEnrolment(tools, req, body.code),
  }),
  defineAccountDoor({
    method: 'delete',
    path: '/session/totp',
    summary: 'Remove the authenticator',
    status: 204,
    body: passwordOnlySchema,
    answer: ({ tools, req, body }) => removeAuthenticator(tools, req, body.password),
  }),
];

async function security(tools: SessionTools, req: Request) {
  const { person } = requireIdentified(req);
  const credentials = await credentialsOf(tools, req);
  return tools.store.read(actorOf(person, String(req.id)), async (reader) => ({
    totpEnabled: credentials.totpEnabled,
    recoveryCodesLeft: await countRecoveryCodes(reader, person.id),
    hasPassword: credentials.passwordHash !== null,
    openSessions: await countSessions(reader, person.id),
  }));
}

/** A stolen session is worth nothing once its owner changes the password: every other one ends. */
async function changePassword(
  tools: SessionTools,
  req: Request,
  { currentPassword, newPassword }: z.infer<typeof changePasswordSchema>,
): Promise<void> {
  const { person } = requireIdentified(req);
  await proveItIsYou(tools, req, currentPassword, 'currentPassword');
  if (newPassword === currentPassword) throw fieldError('newPassword', 'Choose one that differs from the current one.');
  const passwordHash = await hashPassword(newPassword);
  await onRecord(tools, req, 'change-password', async (writer, id) => {
    await setStaffPassword(writer, id, passwordHash);
    await endSessions(writer, id, req.sessionID);
  });
  tools.directory.forget(person.id);
}

/** A new authenticator: the secret is shown now and never again, and asks for a first code before it counts. */
async function enrol(tools: SessionTools, req: Request, password: string) {
  await proveItIsYou(tools, req, password, 'password');
  const credentials = await credentialsOf(tools, req);
  if (credentials.totpEnabled) throw Invalid({ message: 'An authenticator is already set up. Remove it first.' });
  const { secret, otpauthUri } = newAuthenticator(credentials.email);
  const sealed = tools.cipher.seal(secret, totpPlace(credentials.id));
  await onRecord(tools, req, 'propose-authenticator', (writer, id) => proposeTotp(writer, id, sealed));
  return { secret, otpauthUri };
}

async function confirmEnrolment(tools: SessionTools, req: Request, code: string) {
  const credentials = await credentialsOf(tools, req);
  if (credentials.totpSecret === null || credentials.totpEnabled)
    throw Invalid({ message: 'Start setting up an authenticator first.' });
  const now = tools.clock.now();
  const step = stepOfCode(tools.cipher.open(credentials.totpSecret, totpPlace(credentials.id)), code, now);
  if (step === null)
    throw fieldError('code', 'That is not the code the app shows now. Check the time on your telephone.');
  const recoveryCodes = newRecoveryCodes();
  const recoveryCodeHashes = recoveryCodes.flatMap((recoveryCode) => hashRecoveryCode(recoveryCode) ?? []);
  await onRecord(tools, req, 'enable-authenticator', async (writer, id) => {
    await useTotpStep(writer, id, step);
    await enableTotp(writer, id, { at: now, recoveryCodeHashes });
    await endSessions(writer, id, req.sessionID);
  });
  tools.directory.forget(credentials.id);
  return { recoveryCodes };
}

async function removeAuthenticator(tools: SessionTools, req: Request, password: string): Promise<void> {
  await proveItIsYou(tools, req, password, 'password');
  await onRecord(tools, req, 'disable-authenticator', (writer, id) => disableTotp(writer, id));
}

/** An unlocked screen is not its owner: what changes how an account is entered asks for the password, and guesses at it are counted. */
async function proveItIsYou(tools: SessionTools, req: Request, password: string, field: string): Promise<void> {
  const { email, passwordHash } = await credentialsOf(tools, req);
  const address = req.ip ?? 'unknown';
  await tools.throttle.attempt(email, address);
  if (!(await verifyPassword(passwordHash, password))) throw fieldError(field, 'That is not your password.');
  await tools.throttle.succeed(email, address);
}

async function credentialsOf({ store }: SessionTools, req: Request): Promise<StaffCredentials> {
  const found = await findCredentialsById(store.pool, requireIdentified(req).person.id);
  if (found === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in to continue.');
  return found;
}

/** Does something to the signed-in person's own account and writes down that they did. */
async function onRecord(
  { store }: SessionTools,
  req: Request,
  action: string,
  work: (writer: Writer, staffId: string) => Promise<unknown>,
): Promise<void> {
  const { person } = requireIdentified(req);
  await store.transact(actorOf(person, String(req.id)), async (writer) => {
    await work(writer, person.id);
    await recordAudit(writer, { action, resource: 'sessions', resourceId: person.id });
  });
}

function fieldError(field: string, message: string): DomainError {
  return Invalid({ message }, { fields: { [field]: message } });
}
