import { expect, test } from 'vitest';
import {
  createCipher,
  readCredential,
  resealStale,
  storeCredential,
  type CipherKey,
} from '../../src/platform/index.ts';
import { useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const key = (id: string, byte: number): CipherKey => ({ id, secret: Buffer.alloc(32, byte) });
const before = createCipher([key('old', 1)]);
const during = createCipher([key('new', 2), key('old', 1)]);
const after = createCipher([key('new', 2)]);
const name = { connection: 'stripe', field: 'apiKey' };

test('a credential is kept sealed and read in the clear', async () => {
  const { pool } = database.current.store;
  await storeCredential(pool, before, name, 'sk_test_123');
  const [row] = await database.current.owner('connection_credentials');
  expect(JSON.stringify(row)).not.toContain('sk_test_123');
  expect(await readCredential(pool, before, name)).toBe('sk_test_123');
});

test('storing what is there changes nothing', async () => {
  const { pool } = database.current.store;
  const [first] = await database.current.owner('connection_credentials');
  await storeCredential(pool, before, name, 'sk_test_123');
  expect(await database.current.owner('connection_credentials').first()).toEqual(first);
});

test('keys rotate while the credential stays readable at every step', async () => {
  const { pool } = database.current.store;
  expect(await readCredential(pool, during, name)).toBe('sk_test_123');
  expect(await resealStale(pool, during)).toBe(1);
  expect(await resealStale(pool, during)).toBe(0);
  expect(await readCredential(pool, after, name)).toBe('sk_test_123');
});

test('sealed text copied to another connection does not open', async () => {
  const { owner, store } = database.current;
  const row = await owner('connection_credentials').first();
  await owner('connection_credentials').insert({ ...row, connection: 'paypal' });
  await expect(readCredential(store.pool, after, { connection: 'paypal', field: 'apiKey' })).rejects.toThrow();
});
