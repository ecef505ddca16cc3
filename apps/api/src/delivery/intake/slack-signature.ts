import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { defineError, SECOND_MS } from '@wedsync/domain/platform';

const toleranceSeconds = 300;

const SignatureWrong = defineError('invalid', 'signature-wrong', () => 'The signature is missing or does not match.');
const TimestampStale = defineError('invalid', 'timestamp-stale', () => 'The signature is more than five minutes old.');

/**
 * Checks x-slack-signature: `v0=` and HMAC-SHA256 over `v0:timestamp:body`. Several secrets may be valid while one replaces another.
 * @returns the signature, which no two requests share
 * @throws SignatureWrong and TimestampStale, both 400
 */
export function verifySlackSignature(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): string {
  const [time, signature] = [headers['x-slack-request-timestamp'], headers['x-slack-signature']];
  const hex = /^v0=([0-9a-f]{64})$/.exec(String(signature))?.[1];
  if (typeof time !== 'string' || hex === undefined) throw SignatureWrong(undefined);
  const given = Buffer.from(hex, 'hex');
  const matches = secrets.some((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest(), given),
  );
  if (!matches) throw SignatureWrong(undefined);
  // Age is judged after the signature: only Slack can have written the time.
  if (!(Math.abs(now.getTime() / SECOND_MS - Number(time)) <= toleranceSeconds)) throw TimestampStale(undefined);
  return hex;
}
