import { defineError, DomainError } from '@wedsync/domain/platform';

export const InvalidCredentials = defineError(
  'unauthenticated',
  'invalid-credentials',
  () => 'The e-mail address, the password or the code is not right.',
);
export const TotpRequired = defineError(
  'unauthenticated',
  'totp-required',
  () => 'Enter the six digits of your authenticator app, or a recovery code.',
);
/** Why single sign-on let nobody in; the code travels in an address, so the words stay here and on the sign-in page. */
const singleSignOnRefusals = {
  'sso-off': 'Single sign-on is not set up.',
  'sso-started-elsewhere': 'That sign-in took too long or was started elsewhere. Try again.',
  'sso-not-confirmed': 'Your provider did not confirm who you are. Try again.',
  'sso-no-account': 'Your address has no account here. Ask an administrator.',
} as const;

export function signInRefused(code: keyof typeof singleSignOnRefusals, cause?: unknown): DomainError {
  return new DomainError('unauthenticated', code, singleSignOnRefusals[code], { cause });
}

export const CsrfRefused = defineError(
  'forbidden',
  'csrf',
  () => 'This page is out of step with your session. Reload it, then repeat what you did.',
);
export const InvitationOver = defineError(
  'unauthenticated',
  'invitation-over',
  () => 'This link was used, is too old or was replaced by a newer one. Ask an administrator for another.',
);
export const ViewingAsSupplier = defineError(
  'forbidden',
  'viewing-as-supplier',
  () => 'You are looking through a supplier’s eyes: nothing can be changed until you end it.',
);
export const InvalidToken = defineError(
  'unauthenticated',
  'invalid-token',
  () => 'The service token is unknown, expired or revoked.',
);
export const MissingScope = defineError(
  'forbidden',
  'missing-scope',
  (p: { scope: string }) => `This service token does not have the scope ${p.scope}.`,
);

/** Too many attempts; `retryAfterSeconds` tells when the next one is looked at. */
export function lockedOut(retryAfterSeconds: number): DomainError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new DomainError(
    'limited',
    'locked-out',
    `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or ask an administrator.`,
    { retryAfterSeconds },
  );
}

export const StalePreview = defineError(
  'conflict',
  'stale-preview',
  () => 'Things changed since you looked at the preview. Read it again, then confirm.',
);
export const IdempotencyKeyReused = defineError(
  'conflict',
  'idempotency-key-reused',
  () => 'This Idempotency-Key was used for another request. Use a fresh one.',
);
export const AlreadyDecided = defineError(
  'conflict',
  'already-decided',
  (p: { state: string }) => `This request is no longer waiting: it is ${p.state.replaceAll('_', ' ')}.`,
);
export const ApprovalExpired = defineError(
  'conflict',
  'approval-expired',
  () => 'Nobody decided in time, so this request has expired. Ask for it again if it is still wanted.',
);
/** The second person can say no, but not yes: nobody stands behind the request any more. */
export const RequesterMayNot = defineError(
  'forbidden',
  'requester-may-not',
  (p: { name: string; why: string }) => `${p.name} ${p.why}, so this cannot be done in their name. Reject it.`,
);
export const OwnRequest = defineError(
  'forbidden',
  'own-request',
  () => 'You asked for this yourself: somebody else has to decide.',
);
export const MoreThanAsked = defineError(
  'conflict',
  'more-than-asked',
  () => 'More is at stake now than when it was asked for. Reject it, and let it be asked for again.',
);
