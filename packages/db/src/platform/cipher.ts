import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that seals keys; `id` travels with everything it sealed. */
export type CipherKey = { readonly id: string; readonly secret: Buffer };

/** Where a secret lives. Sealed text moved to another place does not open. */
export type SecretPlace = { readonly table: string; readonly row: string; readonly field: string };

export type Cipher = {
  /** The key new secrets are sealed with. */
  readonly currentKeyId: string;
  seal(plain: string, place: SecretPlace): string;
  /** @throws Error when the key is unknown, the text was altered, or it was sealed for another place */
  open(sealed: string, place: SecretPlace): string;
  /** True when the text was sealed with an older key and should be sealed again. */
  isStale(sealed: string): boolean;
};

const algorithm = 'aes-256-gcm';
const format = 'wsc1';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Envelope encryption: every secret has a data key of its own, and the data key is sealed by the named key. To rotate without downtime put a new key
 * first in the list, restart each process, reseal what is stale, then drop the old key.
 * @param keys newest first: the first seals, all of them open
 */
export function createCipher(keys: readonly CipherKey[]): Cipher {
  const [current] = keys;
  if (current === undefined) throw new Error('The cipher needs at least one key.');
  const byId = new Map(keys.map((key) => [key.id, key.secret]));
  if (byId.size !== keys.length) throw new Error('Two cipher keys have the same id.');
  return {
    currentKeyId: current.id,
    seal(plain, place) {
      const dataKey = randomBytes(keyBytes);
      const context = contextOf(place, current.id);
      const wrapped = encrypt(dataKey, current.secret, context);
      const body = encrypt(Buffer.from(plain, 'utf8'), dataKey, context);
      return [format, current.id, wrapped.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, place) {
      const { keyId, wrapped, body } = parse(sealed);
      const secret = byId.get(keyId);
      if (secret === undefined) throw new Error(`The key ${keyId} that sealed this secret is not configured.`);
      const context = contextOf(place, keyId);
      return decrypt(body, decrypt(wrapped, secret, context), context).toString('utf8');
    },
    isStale: (sealed) => parse(sealed).keyId !== current.id,
  };
}

/** Reads "id:base64,id:base64", newest first, 32 bytes each. @throws Error naming the key that is malformed, never its value */
export function parseCipherKeys(text: string): CipherKey[] {
  return text.split(',').map((part, index) => {
    const [id = '', encoded = ''] = part.trim().split(/:(.*)/s);
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id))
      throw new Error(`Cipher key ${index + 1} needs an id of letters and digits before a colon.`);
    const secret = Buffer.from(encoded, 'base64');
    if (secret.length !== keyBytes) throw new Error(`Cipher key ${id} must be ${keyBytes} bytes in base64.`);
    return { id, secret };
  });
}

/** Lengths make the parts unambiguous, whatever characters they hold. */
function contextOf({ table, row, field }: SecretPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, table, row, field]), 'utf8');
}

function encrypt(plain: Buffer, key: Buffer, context: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(context);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(sealed: Buffer, key: Buffer, context: Buffer): Buffer {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(context).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

function parse(sealed: string): { keyId: string; wrapped: Buffer; body: Buffer } {
  const [version, keyId, wrapped, body, extra] = sealed.split('.');
  if (version !== format || keyId === undefined || wrapped === undefined || body === undefined || extra !== undefined)
    throw new Error('This is not a sealed secret.');
  return { keyId, wrapped: Buffer.from(wrapped, 'base64url'), body: Buffer.from(body, 'base64url') };
}
