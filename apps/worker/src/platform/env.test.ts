import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const bare = { DATABASE_URL: 'postgresql://localhost/x' };
const marketing = { MARKETING_API_SECRET: 's'.repeat(24) };
const keys = { CREDENTIALS_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` };

describe('the worker’s configuration', () => {
  test('has null for what is not there', () => {
    expect(readEnv(bare)).toMatchObject({ stripe: null, slack: null, email: null, sms: null, credentials: null });
    expect(readEnv(bare).marketing).toBeNull();
  });

  test.each([
    [{ ...keys, STRIPE_API_BASE: 'http://127.0.0.1:4010' }, 'Stripe is half configured, STRIPE_API_KEY missing'],
    [{ ...keys, SLACK_API_URL: 'http://127.0.0.1:4010/slack/api/' }, 'SLACK_BOT_TOKEN missing'],
    [{ ...keys, SMTP_URL: 'smtp://127.0.0.1:4025' }, 'MAIL_FROM missing'],
    [{ ...keys, TWILIO_FROM: '+44' }, 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN missing'],
    [{ ...keys, MARKETING_API_BASE: 'https://tool.example' }, 'MARKETING_API_SECRET missing'],
    [{ ...keys, ...marketing, MARKETING_API_BASE: 'http://tool.example' }, 'has to begin with https'],
    [{ ...keys, ...marketing, MARKETING_API_BASE: 'https://a:b@tool.example' }, 'must not hold a name or password'],
    [{ STRIPE_API_KEY: 'sk_test_1' }, 'CREDENTIALS_KEYS is missing; stripe'],
  ])('that is half there stops the start and names what is missing', (given, words) => {
    expect(() => readEnv({ ...bare, ...given })).toThrow(words);
  });

  test('takes an empty variable as absent', () => {
    expect(readEnv({ ...bare, SLACK_BOT_TOKEN: '' }).slack).toBeNull();
  });

  test('without a database stops the start', () => {
    expect(() => readEnv({})).toThrow('DATABASE_URL');
  });
});
