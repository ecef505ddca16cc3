import { StalePreview } from '@wedsync/domain/access';
import { MINUTE_MS } from '@wedsync/domain/platform';
import type { Signer } from '../keys.ts';

/** Long enough to read and to be called away from the desk, short enough to still be what was meant. */
const previewMs = 15 * MINUTE_MS;

/** What somebody was looking at when they confirmed. */
export type Seen = { readonly actorId: string; readonly request: string; readonly facts: string };

/** Gives a preview a signature of its own, so that only what was shown can be confirmed. */
export function issuePreviewToken(signer: Signer, seen: Seen, now: Date): string {
  const until = now.getTime() + previewMs;
  return `${until}.${signer.sign(signedText(seen, until))}`;
}

/** @throws StalePreview when it is too old, or when the request or the facts are no longer those that were shown */
export function checkPreviewToken(signer: Signer, token: string, seen: Seen, now: Date): void {
  const [until = '', signature = ''] = token.split('.');
  const lasts = Number(until) > now.getTime();
  if (!lasts || !signer.isSigned(signedText(seen, Number(until)), signature)) throw StalePreview(undefined);
}

function signedText({ actorId, request, facts }: Seen, until: number): string {
  return [actorId, request, facts, until].join('\n');
}
