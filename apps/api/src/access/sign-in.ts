import {
  endVisits,
  findCredentialsByEmail,
  noteSignIn,
  useRecoveryCode,
  useTotpStep,
  type StaffCredentials,
} from '@wedsync/db/access';
import { recordAudit, type Cipher, type Writer } from '@wedsync/db/platform';
import { InvalidCredentials, TotpRequired, type credentialsSchema } from '@wedsync/domain/access';
import type { Actor } from '@wedsync/domain/platform';
import type { z } from 'zod';
import type { ApiServices } from '../platform/index.ts';
import { hashRecoveryCode, stepOfCode } from './authenticator.ts';
import { verifyPassword } from './passwords.ts';
import type { Throttle } from './throttle.ts';

export type SignInTools = ApiServices & { readonly throttle: Throttle; readonly cipher: Cipher };
type Attempt = z.infer<typeof credentialsSchema> & { readonly address: string; readonly requestId: string };

/**
 * Checks a password and, where there is an authenticator, its code.
 * @returns the person's id
 * @throws InvalidCredentials, TotpRequired, or limited with code locked-out
 */
export async function signIn(tools: SignInTools, attempt: Attempt): Promise<string> {
  const { email, password, totp, address } = attempt;
  await tools.throttle.attempt(email, address);
  const found = await findCredentialsByEmail(tools.store.pool, email);
  const right = await verifyPassword(found?.passwordHash ?? null, password);
  if (found === undefined || !right || found.disabled) return refuse(tools, attempt, found);
  if (found.totpEnabled && totp === undefined) {
    await tools.throttle.excuse(email, address);
    throw TotpRequired(undefined);
  }
  const second = await tools.store.transact(actorFor(found, attempt), (writer) =>
    secondFactor(writer, tools, found, totp),
  );
  if (!second) return refuse(tools, attempt, found);
  await tools.throttle.succeed(email, address);
  await recordSignIn(tools, found, attempt.requestId, { method: found.totpEnabled ? 'password and code' : 'password' });
  return found.id;
}

/** Whether the code is right, and spends it: each works once. */
async function secondFactor(
  writer: Writer,
  { cipher, clock }: SignInTools,
  found: StaffCredentials,
  code: string | undefined,
): Promise<boolean> {
  if (!found.totpEnabled || found.totpSecret === null) return true;
  if (code === undefined) return false;
  const recovery = hashRecoveryCode(code);
  if (recovery !== null) return useRecoveryCode(writer, found.id, recovery, clock.now());
  const step = stepOfCode(cipher.open(found.totpSecret, totpPlace(found.id)), code, clock.now());
  return step !== null && useTotpStep(writer, found.id, step);
}

/** Where the sealed authenticator secret lives; moved to another person it does not open. */
export function totpPlace(staffId: string) {
  return { table: 'staff', row: staffId, field: 'totp_secret' };
}

/** Puts a sign-in on record, whichever way it was made. */
export async function recordSignIn(
  { store, clock }: ApiServices,
  person: { readonly id: string; readonly name: string },
  requestId: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await store.transact(actorFor(person, { requestId }), async (writer) => {
    await noteSignIn(writer, person.id, clock.now());
    // A look through a supplier's eyes does not outlive the sign-in it was started in.
    await endVisits(writer, person.id, clock.now());
    await recordAudit(writer, { action: 'sign-in', resource: 'sessions', resourceId: person.id, after });
  });
}

async function refuse(tools: SignInTools, attempt: Attempt, found: StaffCredentials | undefined): Promise<never> {
  const who = found ?? { id: 'unknown', name: 'unknown' };
  await tools.store.transact(actorFor(who, attempt), (writer) =>
    recordAudit(writer, {
      action: 'sign-in-refused',
      resource: 'sessions',
      resourceId: who.id,
      after: { address: attempt.address },
    }),
  );
  throw InvalidCredentials(undefined);
}

/** The person acts on themselves before anything else about them is known; no supplier is within sight. */
export function actorFor(
  person: { readonly id: string; readonly name: string },
  { requestId }: { readonly requestId: string },
): Actor {
  return { kind: 'staff', id: person.id, name: person.name, scope: { kind: 'own' }, requestId };
}
