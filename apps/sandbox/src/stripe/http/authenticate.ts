import type { StripeErrorBody } from '../errors.ts';

/** Null for a test key sent as Bearer or as the user name of Basic; otherwise the API's refusal. */
export function readApiKey(authorization: string | undefined): StripeErrorBody | null {
  if (authorization === undefined || authorization === '') {
    const message = `You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').`;
    return { type: 'invalid_request_error', message };
  }
  const key = keyIn(authorization);
  if (/^(sk|rk)_test_\w+$/.test(key)) return null;
  return { type: 'invalid_request_error', message: `Invalid API Key provided: ${masked(key)}` };
}

function keyIn(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'basic') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

function masked(key: string): string {
  return key.length < 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}
