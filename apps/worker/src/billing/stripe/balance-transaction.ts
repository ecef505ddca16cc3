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

const source = z.looseObject({
  id,
  object: text,
  amount: minor.optional(),
  /** Of a charge: a part of what was authorised may be captured, and only that moves. */
  amount_captured: minor.optional(),
  status: maybeText.optional(),
  currency: currency.optional(),
  customer: maybeReference.optional(),
  charge: maybeReference.optional(),
});

/** Mirrors a movement that was listed by itself, with its source expanded. */
export function mirrorListedTransaction(sheet: Sheet, object: unknown, seen: Pick<Seen, 'asOf' | 'fetchedAt'>): void {
  const parsed = source.safeParse(z.looseObject({ source: z.unknown() }).parse(object).source);
  mirrorBalanceTransaction(sheet, object, parsed.success ? causeOf(sheet, parsed.data) : nothing, seen);
}

const nothing: Cause = {
  sourceType: null,
  sourceAmountMinor: null,
  sourceCurrency: null,
  customerId: null,
  chargeId: null,
};

function causeOf(sheet: Sheet, from: z.infer<typeof source>): Cause {
  const chargeId = from.object === 'charge' ? from.id : (from.charge ?? null);
  const ofCharge = chargeId === null ? null : (sheet.row('charges', chargeId)?.customerId ?? null);
  return {
    sourceType: from.object,
    sourceAmountMinor: (from.status === 'succeeded' ? from.amount_captured : undefined) ?? from.amount ?? null,
    sourceCurrency: from.currency ?? null,
    customerId: from.customer ?? ofCharge,
    chargeId,
  };
}
