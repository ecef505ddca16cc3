import { roundHalfEven } from '@wedsync/domain/platform';

/** Why there is no figure; better said than a wrong one. */
export const unknownReasons = {
  'no-customers': 'There are no paying customers to average over.',
  'no-churn': 'Nobody has left yet, so a lifetime cannot be divided by churn.',
  'too-few': 'Fewer than fifty customers, even with their neighbours.',
  'too-short': 'The history is too short to say how long customers stay, and too small to fit a curve to it.',
  'never-paid': 'Has not paid yet.',
  'no-rate': 'There is no exchange rate for a currency that was paid in.',
  'beyond-observation': 'Nobody has been a customer for so long yet.',
} as const;
export type UnknownReason = keyof typeof unknownReasons;

/** An amount in minor units, or the reason why there is none. */
export type Estimate =
  | { readonly valueMinor: number; readonly reason: null }
  | { readonly valueMinor: null; readonly reason: UnknownReason };

/** A known amount, rounded half to even. */
export function known(valueMinor: number): Estimate {
  return { valueMinor: roundHalfEven(valueMinor), reason: null };
}

/** No amount, and why. */
export function unknown(reason: UnknownReason): Estimate {
  return { valueMinor: null, reason };
}
