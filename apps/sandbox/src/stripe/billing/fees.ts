import type { CardFacts, FeeDetail } from '../records/index.ts';

interface FeeRate {
  readonly label: string;
  /** Hundredths of a percent. */
  readonly basisPoints: number;
}

const eea = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '),
);

const domestic: FeeRate = { label: 'domestic card', basisPoints: 150 };
const european: FeeRate = { label: 'EEA card', basisPoints: 250 };
const international: FeeRate = { label: 'international card', basisPoints: 325 };

/** The fixed part per successful card payment, in minor units. */
const fixedFees: Readonly<Record<string, number>> = { gbp: 20, eur: 25, usd: 30, aud: 30 };

const disputeFees: Readonly<Record<string, number>> = { gbp: 2000, eur: 2000, usd: 1500, aud: 2500 };

/** What Stripe keeps of a card payment: a percentage by the card's origin plus a fixed part (UK price list). */
export function cardFee(amount: number, currency: string, card: CardFacts, accountCountry: string): FeeDetail[] {
  const rate = card.country === accountCountry ? domestic : eea.has(card.country) ? european : international;
  const fee = Math.round((amount * rate.basisPoints) / 10_000) + (fixedFees[currency] ?? 20);
  return [{ amount: fee, description: `Stripe processing fees (${rate.label})` }];
}

/** Bacs Direct Debit: 1 %, at least 20p and at most £4. */
export function bacsFee(amount: number): FeeDetail[] {
  const fee = Math.min(400, Math.max(20, Math.round(amount / 100)));
  return [{ amount: fee, description: 'Stripe processing fees (Bacs Direct Debit)' }];
}

/** Charged when a dispute is received, kept whoever wins. */
export function disputeFee(currency: string): FeeDetail[] {
  return [{ amount: disputeFees[currency] ?? 2000, description: 'Dispute fee' }];
}
