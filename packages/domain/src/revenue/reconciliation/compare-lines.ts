import type { StatementLine } from '@wedsync/domain/billing';
import { formatMoney, type Money } from '@wedsync/domain/platform';
import type { ExceptionType } from './exception-types.ts';

/** One movement as one side has it: the provider's list, or our mirror with what was booked of it. */
export type Line = Pick<StatementLine, 'id' | 'type' | 'currency' | 'amountMinor' | 'feeMinor' | 'netMinor'>;
export type BookedLine = Line & {
  /** Sum at the provider's clearing account (or the bank); null when nothing was booked. */
  readonly bookedMinor: number | null;
  readonly sourceCurrency: string | null;
  readonly sourceAmountMinor: number | null;
  /** What the source's amount is worth in the settled currency by the reference rates of that day; null without rates. */
  readonly referenceMinor: number | null;
};
export type LinePair = { readonly local: BookedLine | null; readonly remote: Line | null };

/** What is wrong, how much money it is about, and in words. */
export type Difference = Money & { readonly type: ExceptionType; readonly summary: string };

/** Providers take up to two per cent over the reference rate; beyond this somebody looks. */
const rateTolerance = 0.05;

/** The gravest difference of a pair; null when both sides say the same and the books agree. */
export function compareLines({ local, remote }: LinePair): Difference | null {
  if (remote === null) return local === null ? null : unknownThere(local);
  if (local === null || local.bookedMinor === null) return unbooked(remote, local !== null);
  return differs(local, remote) ?? strangeRate(local);
}

function unknownThere(local: BookedLine): Difference | null {
  // What was taken back already is in nobody's way.
  if (local.bookedMinor === 0 && local.netMinor !== 0) return null;
  return difference(
    'missing_remote',
    local,
    local.amountMinor,
    `${worded(local, local.amountMinor)} is booked, and the provider does not list it`,
  );
}

function unbooked(remote: Line, mirrored: boolean): Difference | null {
  if (mirrored && remote.amountMinor === 0 && remote.feeMinor === 0) return null;
  const where = mirrored ? 'is known here and not booked' : 'is listed by the provider and not known here';
  return difference(
    'missing_local',
    remote,
    remote.amountMinor,
    `${worded(remote, remote.amountMinor)} of type ${remote.type} ${where}`,
  );
}

function differs(local: BookedLine, remote: Line): Difference | null {
  if (local.currency !== remote.currency || local.amountMinor !== remote.amountMinor) {
    const stake =
      local.currency === remote.currency ? remote.amountMinor - local.amountMinor : Math.abs(remote.amountMinor);
    const words = `The provider lists ${worded(remote, remote.amountMinor)}, we have ${worded(local, local.amountMinor)}`;
    return difference('amount', remote, stake, words);
  }
  if (local.feeMinor !== remote.feeMinor) {
    const words = `The provider kept ${worded(remote, remote.feeMinor)} as fee, we booked ${worded(local, local.feeMinor)}`;
    return difference('fee_missing', remote, remote.feeMinor - local.feeMinor, words);
  }
  const booked = local.bookedMinor ?? 0;
  if (booked === remote.netMinor) return null;
  const words = `The provider lists ${worded(remote, remote.netMinor)} net, the ledger has ${worded(local, booked)}`;
  return difference('amount', remote, remote.netMinor - booked, words);
}

function strangeRate(local: BookedLine): Difference | null {
  const { sourceCurrency, currency, amountMinor, referenceMinor } = local;
  if (sourceCurrency === null || sourceCurrency === currency || local.sourceAmountMinor === null) return null;
  const exchanged = formatMoney({ amountMinor: Math.abs(local.sourceAmountMinor), currency: sourceCurrency });
  if (referenceMinor === null)
    return difference('fx', local, amountMinor, `${exchanged} was exchanged, and there is no reference rate`);
  const off = Math.abs(amountMinor) - Math.abs(referenceMinor);
  if (Math.abs(off) <= Math.max(1, rateTolerance * Math.abs(referenceMinor))) return null;
  const words = `${exchanged} became ${worded(local, amountMinor)}; by the reference rate it is ${worded(local, referenceMinor)}`;
  return difference('fx', local, off, words);
}

function difference(type: ExceptionType, { currency }: Line, stakeMinor: number, summary: string): Difference {
  return { type, currency, amountMinor: Math.abs(stakeMinor), summary };
}

function worded({ currency }: Line, amountMinor: number): string {
  return formatMoney({ amountMinor, currency });
}

export type PayoutSums = {
  readonly id: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly lines: number;
  readonly linesMinor: number;
};

/** What a payout carried must be what it paid out; null when it is. */
export function comparePayout({ id, currency, amountMinor, lines, linesMinor }: PayoutSums): Difference | null {
  if (amountMinor === linesMinor) return null;
  const show = (minor: number) => formatMoney({ amountMinor: minor, currency });
  const summary = `Payout ${id} is ${show(amountMinor)}, its ${lines} movements come to ${show(linesMinor)}`;
  return { type: 'amount', currency, amountMinor: Math.abs(amountMinor - linesMinor), summary };
}
