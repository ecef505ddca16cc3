import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const periodSeconds = 30;
const issuer = 'WedSync Back Office';
const recoveryCodeCount = 10;

/** A new authenticator secret (base32) and the address that apps read from a QR code. */
export function newAuthenticator(email: string): { secret: string; otpauthUri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, otpauthUri: totp(secret, email).toString() };
}

/** The time step a code belongs to, allowing one step of clock drift either way; null when it is wrong. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + delta;
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  });
}

/** Codes for the day the telephone is lost, such as "k3fq-9xwm-2hvd-7ctn": 80 random bits each, so a plain hash keeps them. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () =>
    (new Secret({ buffer: Uint8Array.from(randomBytes(10)).buffer }).base32.toLowerCase().match(/.{4}/g) ?? []).join(
      '-',
    ),
  );
}

/** Hash of a recovery code however it was typed; null for what cannot be one. */
export function hashRecoveryCode(typed: string): Buffer | null {
  const code = typed.toLowerCase().replaceAll(/[^a-z2-7]/g, '');
  return code.length === 16 ? createHash('sha256').update(code).digest() : null;
}
