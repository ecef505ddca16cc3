import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { createCipher, type Cipher } from '@wedsync/db/platform';

/** A key of its own for each purpose, all derived from the one session secret. */
function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `wedsync ${purpose}`, 32));
}

/** Keeps authenticator secrets unreadable in the database. */
export function authenticatorCipher(sessionSecret: string): Cipher {
  return createCipher([{ id: 'session-secret', secret: keyFor(sessionSecret, 'authenticator') }]);
}

/** Signs short texts that come back to us, such as preview tokens. */
export type Signer = { sign(text: string): string; isSigned(text: string, signature: string): boolean };

export function createSigner(sessionSecret: string, purpose: string): Signer {
  const key = keyFor(sessionSecret, purpose);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return { sign, isSigned: (text, signature) => equalText(sign(text), signature) };
}

/** Compares without telling by its duration how much agreed. */
export function equalText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
