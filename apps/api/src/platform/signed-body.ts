import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { defineError, SECOND_MS } from '@wedsync/domain/platform';

const toleranceSeconds = 300;

const SignatureWrong = defineError('invalid', 'signature-wrong', () => 'The signature is missing or does not match.');
const TimestampStale = defineError('invalid', 'timestamp-stale', () => 'The signature is more than five minutes old.');

/**
 * Checks who posted a body, in either of two forms: `x-wedsync-timestamp` with `x-wedsync-signature: sha256=<hex>` over `timestamp.body`, or
 * `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64>` over `id.timestamp.body` (Standard Webhooks). Several secrets may be valid
 * while one replaces another.
 * @throws SignatureWrong and TimestampStale, both 400
 */
export function verifySignedBody(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): void {
  const claim = ownForm(headers) ?? standardForm(headers);
  if (claim === null) throw SignatureWrong(undefined);
  const matches = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(claim.prefix).update(body).digest();
    return claim.signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
  });
  if (!matches) throw SignatureWrong(undefined);
  // Age is judged after the signature: only the sender can have written the time.
  if (!(Math.abs(now.getTime() / SECOND_MS - claim.seconds) <= toleranceSeconds)) throw TimestampStale(undefined);
}

type Claim = { readonly seconds: number; readonly prefix: string; readonly signatures: readonly Buffer[] };

function ownForm(headers: IncomingHttpHeaders): Claim | null {
  const [time, signature] = [headers['x-wedsync-timestamp'], headers['x-wedsync-signature']];
  const hex = /^sha256=([0-9a-f]{64})$/.exec(String(signature))?.[1];
  if (typeof time !== 'string' || hex === undefined) return null;
  return { seconds: Number(time), prefix: `${time}.`, signatures: [Buffer.from(hex, 'hex')] };
}

function standardForm(headers: IncomingHttpHeaders): Claim | null {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': given } = headers;
  if (typeof id !== 'string' || typeof time !== 'string' || typeof given !== 'string') return null;
  const signatures = given
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  return { seconds: Number(time), prefix: `${id}.${time}.`, signatures };
}
