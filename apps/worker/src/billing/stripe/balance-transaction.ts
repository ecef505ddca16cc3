import type { BalanceTransactionRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Seen } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import { currency, id, instant, maybeDecimal, maybeInstant, maybeReference, maybeText, minor, text } from './wire.ts';

const wire = z.looseObject({
  id,
  type: text,
  reporting_category: maybeText,
  status: text,
  currency,
  amount: minor,
  fee: minor,
  net: minor,
  exchange_rate: maybeDecimal,
  available_on: maybeInstant,
  created: instant,
  description: maybeText,
  source: maybeReference,
});

/** What a movement of cash was for, as the object that carries it knows. */
export type Cause = Pick<
  BalanceTransactionRow,
  'sourceType' | 'sourceAmountMinor' | 'sourceCurrency' | 'customerId' | 'chargeId'
>;

/** Mirrors a movement that came expanded with its cause; an id alone tells nothing and is left for the next fetch or the daily sweep. */
export function mirrorBalanceTransaction(
  sheet: Sheet,
  object: unknown,
  cause: Cause,
  seen: Pick<Seen, 'asOf' | 'fetchedAt'>,
): void {
  if (typeof object !== 'object' || object === null) return;
  const parsed = wire.parse(object);
  const row: BalanceTransactionRow = {
    ...ownedAs(seen),
    ...cause,
    id: parsed.id,
    createdAt: parsed.created,
    type: parsed.type,
    reportingCategory: parsed.reporting_category,
    status: parsed.status,
    currency: parsed.currency,
    amountMinor: parsed.amount,
    feeMinor: parsed.fee,
    netMinor: parsed.net,
    exchangeRate: parsed.exchange_rate,
    availableOn: parsed.available_on,
    description: parsed.description,
    sourceId: parsed.source,
    payoutId: sheet.row('balanceTransactions', parsed.id)?.payoutId ?? null,
  };
  sheet.putIfNewer('balanceTransactions', row, object, seen);
}
