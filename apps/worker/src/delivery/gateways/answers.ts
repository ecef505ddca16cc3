import { HOUR_MS, SECOND_MS } from '@wedsync/domain/platform';
import { textOf, type SendOutcome } from './gateway.ts';

const usualWaitMs = 30 * SECOND_MS;

/** What an HTTP answer that says no means for a message: 429 asks to wait, 5xx may pass, 401 and 403 are about us; any other would be the same again. */
export function refusalOf({ status, headers }: Response, error: string): Exclude<SendOutcome, { outcome: 'sent' }> {
  if (status === 429) return { outcome: 'limited', error, retryAfterMs: askedToWaitMs(headers.get('retry-after')) };
  if (status >= 500 || status === 401 || status === 403) return { outcome: 'failed', error };
  return { outcome: 'refused', error, recipient: null };
}

/** How long whoever asks us to wait wants us to; half a minute when they name no time that passes, so that nobody is asked without end. */
export function askedToWaitMs(seconds: unknown): number {
  const waitMs = Number(seconds) * SECOND_MS;
  return waitMs > 0 ? Math.min(waitMs, HOUR_MS) : usualWaitMs;
}

/** What a request that got no answer means: one that found nobody surely did not arrive, any other may have. */
export function thrownOutcome(error: unknown): SendOutcome {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = textOf(cause);
  return {
    outcome: /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(text) ? 'failed' : 'unknown',
    error: text || textOf(error),
  };
}
