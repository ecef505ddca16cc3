import type { Money } from '@wedsync/domain/platform';

/** An amount kept in two columns; both are null where no money moves. */
export function amountOf(amountMinor: number | null, currency: string | null): Money | null {
  return amountMinor === null || currency === null ? null : { amountMinor, currency };
}
