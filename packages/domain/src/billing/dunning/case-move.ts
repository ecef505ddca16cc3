import { latest } from '@wedsync/domain/platform';
import { classOfDecline, type Decline, type DeclineClass } from './decline-class.ts';

/** open: money is owed. recovered: it came. lost: it was given up, or the subscription ended over it. voided: it was never owed after all. */
export const caseStates = ['open', 'recovered', 'lost', 'voided'] as const;
export type CaseState = (typeof caseStates)[number];

/** What the mirror says of an invoice and of the attempts to collect it. */
export type DebtFacts = {
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  readonly remainingMinor: number;
  readonly attemptCount: number;
  readonly automatic: boolean;
  /** A first payment that never worked starts nothing: there is no customer to lose yet. */
  readonly incomplete: boolean;
  /** A debit is on its way to the bank; nobody knows yet. */
  readonly underway: boolean;
  readonly firstFailedAt: Date | null;
  readonly lastFailedAt: Date | null;
  /** A payment that worked, whether or not the invoice says so already. */
  readonly collectedAt: Date | null;
  /** The provider waits for another payment method or for the cardholder. */
  readonly wants: 'payment_method' | 'cardholder' | null;
  readonly decline: Decline;
  /** What staff booked of the invoice; null when they never did. */
  readonly byHand: BookedByHand | null;
  /** When the status was reached; for an open invoice, the moment our copy speaks for. */
  readonly since: Date;
};

export type BookedByHand = {
  /** Standing bank transfers and write-offs; `remainingMinor` is without them. */
  readonly transferredMinor: number;
  readonly writtenOffMinor: number;
  readonly bookedAt: Date | null;
  readonly takenBackAt: Date | null;
};

/** Where the case of the invoice stands; null when there is none. */
export type CaseStanding = { readonly state: CaseState; readonly closedAt: Date | null } | null;

export type CaseMove =
  | { readonly kind: 'none' }
  | { readonly kind: 'owed'; readonly class: DeclineClass; readonly code: string | null; readonly openedAt: Date }
  | { readonly kind: 'closed'; readonly state: Exclude<CaseState, 'open'>; readonly at: Date }
  /** It failed and ended before anybody watched: on record for the figures, and nothing is done about it. */
  | (Reason & {
      readonly kind: 'past';
      readonly state: 'recovered' | 'lost';
      readonly openedAt: Date;
      readonly at: Date;
    });

type Reason = { readonly class: DeclineClass; readonly code: string | null };

const none: CaseMove = { kind: 'none' };

/**
 * What the facts make of a case. It reads what holds now and no event, so that any order of events, and any repetition, ends in the same state.
 */
export function caseMove(facts: DebtFacts, standing: CaseStanding): CaseMove {
  const end = endOf(facts);
  if (end !== null && standing === null) return pastOf(facts, end);
  if (end !== null) return standing?.state === end.state ? none : { kind: 'closed', ...end };
  if (!isOwed(facts)) return none;
  // A debit may come back after it had worked; only a failure younger than the end opens a case again.
  if (standing !== null && standing.closedAt !== null && owedSince(facts) <= standing.closedAt) return none;
  return { kind: 'owed', ...reasonOf(facts), openedAt: facts.firstFailedAt ?? facts.since };
}

/** Since when the money is owed that is owed now: the newest failure, or the day on which a payment by hand was taken back. */
export function owedSince({ lastFailedAt, since, byHand }: DebtFacts): Date {
  return latest(lastFailedAt ?? since, byHand?.takenBackAt ?? null);
}

/** Recovery is counted of everything that failed, also of what was mended before the first webhook was read. */
function pastOf(facts: DebtFacts, { state, at }: End): CaseMove {
  const { firstFailedAt, automatic, incomplete } = facts;
  if (state === 'voided' || firstFailedAt === null || !automatic || incomplete) return none;
  return { kind: 'past', state, ...reasonOf({ ...facts, wants: null }), openedAt: firstFailedAt, at };
}

type End = { readonly state: Exclude<CaseState, 'open'>; readonly at: Date };

/** Money first: a payment ends a case even before the invoice has heard of it. */
function endOf(facts: DebtFacts): End | null {
  const { status, since, collectedAt, lastFailedAt, remainingMinor } = facts;
  const settled = remainingMinor <= 0 ? endByHand(facts.byHand) : null;
  if (status === 'paid') return { state: 'recovered', at: since };
  if (status === 'void') return { state: 'voided', at: since };
  if (status === 'uncollectible') return settled?.state === 'recovered' ? settled : { state: 'lost', at: since };
  if (collectedAt !== null && (lastFailedAt === null || collectedAt >= lastFailedAt))
    return { state: 'recovered', at: collectedAt };
  return status === 'open' && remainingMinor <= 0 ? (settled ?? { state: 'voided', at: since }) : null;
}

/** Money in the bank is money; where more was given up than came, the debt is lost. */
function endByHand(byHand: BookedByHand | null): End | null {
  if (byHand === null || byHand.bookedAt === null) return null;
  const { transferredMinor, writtenOffMinor, bookedAt: at } = byHand;
  return { state: transferredMinor >= writtenOffMinor ? 'recovered' : 'lost', at };
}

function isOwed(facts: DebtFacts): boolean {
  const { status, attemptCount, automatic, incomplete, underway, firstFailedAt, wants } = facts;
  const failed = firstFailedAt !== null || wants !== null;
  return status === 'open' && automatic && attemptCount > 0 && failed && !underway && !incomplete;
}

function reasonOf({ decline, wants, firstFailedAt }: DebtFacts): Reason {
  if (wants === 'cardholder') return { class: 'authentication', code: decline.code };
  const code = decline.code ?? (firstFailedAt === null ? 'missing' : null);
  return { class: classOfDecline({ ...decline, code }), code };
}
