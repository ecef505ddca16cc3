import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCipher, parseCipherKeys, type CipherKey } from './cipher.ts';

const key = (id: string, byte: number): CipherKey => ({ id, secret: Buffer.alloc(32, byte) });
const place = { table: 'connection_credentials', row: 'stripe', field: 'apiKey' };

describe('a sealed secret', () => {
  test('opens to exactly what was sealed', () => {
    const cipher = createCipher([key('k1', 1)]);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (secret) => cipher.open(cipher.seal(secret, place), place) === Buffer.from(secret, 'utf8').toString('utf8'),
      ),
    );
  });

  test('never shows the secret, and differs each time', () => {
    const cipher = createCipher([key('k1', 1)]);
    const [one, two] = [cipher.seal('sk_live_123', place), cipher.seal('sk_live_123', place)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').includes('sk_live')).toBe(false);
  });

  test.each([
    ['another table', { ...place, table: 'messages' }],
    ['another row', { ...place, row: 'slack' }],
    ['another field', { ...place, field: 'botToken' }],
  ])('does not open in %s', (_where, elsewhere) => {
    const cipher = createCipher([key('k1', 1)]);
    expect(() => cipher.open(cipher.seal('secret', place), elsewhere)).toThrow();
  });

  test('does not open when any of its bytes was changed', () => {
    const cipher = createCipher([key('k1', 1)]);
    const sealed = cipher.seal('secret', place);
    const [version, id, wrapped, body] = sealed.split('.');
    const bytes = Buffer.from(body ?? '', 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => cipher.open([version, id, wrapped, changed.toString('base64url')].join('.'), place)).toThrow();
    }
  });

  test('does not open with a shortened tag', () => {
    const cipher = createCipher([key('k1', 1)]);
    const [version, id, wrapped] = cipher.seal('secret', place).split('.');
    expect(() =>
      cipher.open([version, id, wrapped, Buffer.alloc(20).toString('base64url')].join('.'), place),
    ).toThrow();
  });
});

describe('rotating keys', () => {
  const before = createCipher([key('old', 1)]);
  const during = createCipher([key('new', 2), key('old', 1)]);
  const after = createCipher([key('new', 2)]);

  test('old secrets open and new ones are sealed with the new key, without a pause', () => {
    const old = before.seal('secret', place);
    expect(during.open(old, place)).toBe('secret');
    expect(during.isStale(old)).toBe(true);
    expect(after.open(during.seal('secret', place), place)).toBe('secret');
  });

  test('a secret whose key is gone says which key it needs', () => {
    expect(() => after.open(before.seal('secret', place), place)).toThrow('The key old');
  });
});

describe('keys from the environment', () => {
  test('are read newest first', () => {
    const text = `b:${Buffer.alloc(32, 2).toString('base64')},a:${Buffer.alloc(32, 1).toString('base64')}`;
    expect(parseCipherKeys(text).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test.each([
    ['a short key', `a:${Buffer.alloc(16).toString('base64')}`, 'Cipher key a must be 32 bytes'],
    ['a key without id', Buffer.alloc(32).toString('base64'), 'Cipher key 1 needs an id'],
  ])('refuse %s without repeating it', (_what, text, words) => {
    expect(() => parseCipherKeys(text)).toThrow(words);
    try {
      parseCipherKeys(text);
    } catch (error) {
      expect(String(error)).not.toContain(text.slice(-10));
    }
  });

  test('refuse two keys of one id', () => {
    expect(() => createCipher([key('a', 1), key('a', 2)])).toThrow('same id');
  });
});
