import { createHash, randomBytes } from 'node:crypto';

const prefix = 'wsbo_';

/** A fresh secret of 256 random bits; what is kept of it is the hash and the last four characters. */
export function newTokenSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

export function keptOf(secret: string): { hash: Buffer; hint: string } {
  return { hash: hashSecret(secret), hint: secret.slice(-4) };
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
