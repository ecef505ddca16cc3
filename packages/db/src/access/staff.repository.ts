import type { UpdateStaff } from '@wedsync/domain/access';
import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Reader, Writer } from '../platform/index.ts';

export type NewStaff = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly slackUserId?: string | null;
  readonly phone?: string | null;
  /** Null for people who have chosen none yet, or sign in through single sign-on only. */
  readonly passwordHash: string | null;
};

/**
 * @param waitsSince when given, the person stays disabled until a second colleague agrees to them
 * @returns the new person's id
 */
export async function insertStaff(
  { sql }: Writer,
  staff: NewStaff,
  uuids: Uuids,
  waitsSince: Date | null = null,
): Promise<string> {
  const id = createId('staff', uuids.next());
  await sql('staff').insert({
    id,
    email: staff.email,
    name: staff.name,
    roles: staff.roles,
    regions: staff.regions,
    slack_user_id: staff.slackUserId ?? null,
    phone: staff.phone ?? null,
    password_hash: staff.passwordHash,
    ...(waitsSince === null ? {} : { disabled_at: waitsSince, admitted_at: null }),
  });
  return id;
}

/** Lets in somebody who waited. */
export async function admitStaff({ sql }: Writer, id: string, at: Date): Promise<void> {
  await sql('staff').where({ id, admitted_at: null }).update({ admitted_at: at, disabled_at: null });
}

export async function updateStaff({ sql }: Writer, id: string, fields: UpdateStaff): Promise<void> {
  const { slackUserId, ...rest } = fields;
  const columns = { ...rest, ...(slackUserId === undefined ? {} : { slack_user_id: slackUserId }) };
  if (Object.keys(columns).length > 0) await sql('staff').where({ id }).update(columns);
}

export async function setStaffDisabled({ sql }: Writer, id: string, disabledAt: Date | null): Promise<void> {
  await sql('staff').where({ id }).update({ disabled_at: disabledAt });
}

/** @param passwordHash null: no password opens the account until another is chosen */
export async function setStaffPassword({ sql }: Writer, id: string, passwordHash: string | null): Promise<void> {
  await sql('staff').where({ id }).update({ password_hash: passwordHash });
}

export async function noteSignIn({ sql }: Writer, id: string, at: Date): Promise<void> {
  await sql('staff').where({ id }).update({ last_sign_in_at: at });
}

/** Keeps a new authenticator's sealed secret; it counts only once a first code has proved it. */
export async function proposeTotp({ sql }: Writer, id: string, sealedSecret: string): Promise<void> {
  await sql('staff').where({ id }).update({ totp_secret: sealedSecret, totp_enabled_at: null });
}

/** Turns the authenticator on and replaces the recovery codes. */
export async function enableTotp(
  { sql }: Writer,
  id: string,
  { at, recoveryCodeHashes }: { at: Date; recoveryCodeHashes: readonly Buffer[] },
): Promise<void> {
  await sql('staff').where({ id }).update({ totp_enabled_at: at });
  await sql('staff_recovery_codes').where({ staff_id: id }).delete();
  await sql('staff_recovery_codes').insert(
    recoveryCodeHashes.map((codeHash) => ({ staff_id: id, code_hash: codeHash })),
  );
}

export async function disableTotp({ sql }: Writer, id: string): Promise<void> {
  await sql('staff').where({ id }).update({ totp_secret: null, totp_enabled_at: null });
  await sql('staff_recovery_codes').where({ staff_id: id }).delete();
}

/** Accepts a time step once. @returns false when it, or a later one, was used before */
export async function useTotpStep({ sql }: Writer, id: string, step: number): Promise<boolean> {
  const used = await sql('staff').where({ id }).where('totp_last_step', '<', step).update({ totp_last_step: step });
  return used === 1;
}

/** Spends a recovery code. @returns false when it is unknown or spent */
export async function useRecoveryCode({ sql }: Writer, id: string, codeHash: Buffer, at: Date): Promise<boolean> {
  const used = await sql('staff_recovery_codes')
    .where({ staff_id: id, code_hash: codeHash })
    .whereNull('used_at')
    .update({ used_at: at });
  return used === 1;
}

export async function countRecoveryCodes({ sql }: Pick<Reader, 'sql'>, id: string): Promise<number> {
  const row = await sql('staff_recovery_codes')
    .where({ staff_id: id })
    .whereNull('used_at')
    .count({ left: '*' })
    .first();
  return Number(row?.left ?? 0);
}

/** Signs a person out. @param exceptSid a session that may stay, such as the one that asked */
export async function endSessions({ sql }: Writer, staffId: string, exceptSid?: string): Promise<number> {
  const sessions = sql('sessions').where({ staff_id: staffId });
  return exceptSid === undefined ? sessions.delete() : sessions.whereNot({ sid: exceptSid }).delete();
}

export async function countSessions({ sql }: Pick<Reader, 'sql'>, staffId: string): Promise<number> {
  const row = await sql('sessions')
    .where({ staff_id: staffId })
    .where('expire', '>', sql.fn.now())
    .count({ open: '*' })
    .first();
  return Number(row?.open ?? 0);
}

/** Forgets wrong attempts, so that a locked account opens at once. @param row as the throttle names it */
export async function clearSignInLimit({ sql }: Writer, row: string): Promise<void> {
  await sql('sign_in_limits').where({ key: row }).delete();
}
