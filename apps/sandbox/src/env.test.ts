import { expect, test } from 'vitest';
import { readConfig } from './env.ts';

test('without a product the sandbox records', () => {
  expect(readConfig({})).toMatchObject({ port: 4010, smtpPort: 4025, product: null, months: 24, dataDir: null });
});

test('a half-configured product stops the start with the name of what is missing', () => {
  expect(() => readConfig({ WEDSYNC_API_URL: 'http://127.0.0.1:4000', INGEST_TOKEN: 'token-token' })).toThrow(
    /STRIPE_WEBHOOK_SECRET/,
  );
});

test('a malformed number stops the start with the name of the variable', () => {
  expect(() => readConfig({ SANDBOX_SUPPLIERS: 'many' })).toThrow(/SANDBOX_SUPPLIERS/);
});
