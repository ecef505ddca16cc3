import { textOf, type SendOutcome } from './gateway.ts';

const defaultWaitSeconds = 30;
/** What is read of an answer that says no. */
const maxErrorChars = 500;

/** What an HTTP answer means for a message: 429 asks to wait, 5xx may pass, other refusals stay. @param idIn the receiver's id of what it took */
export async function readAnswer(response: Response, idIn: (body: unknown) => string | null): Promise<SendOutcome> {
  const text = await response.text();
  if (response.ok) return { outcome: 'sent', providerId: idIn(jsonIn(text)) };
  const error = `${response.status} ${text.slice(0, maxErrorChars)}`.trim();
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? defaultWaitSeconds);
    const retryAfterMs = (Number.isFinite(seconds) ? seconds : defaultWaitSeconds) * 1_000;
    return { outcome: 'limited', error, retryAfterMs };
  }
  return response.status >= 500 ? { outcome: 'failed', error } : { outcome: 'refused', error, bounced: false };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
