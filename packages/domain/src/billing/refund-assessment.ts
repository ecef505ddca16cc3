import { DAY_MS, formatMoney, isDomainError, money, roundHalfEven, type Money } from '@wedsync/domain/platform';
import { providerName } from './providers.ts';
import {
  ChargeDisputed,
  ChargeNotRefundable,
  DuplicateRefund,
  LineOverRefund,
  NoSubscriptionForGoodwill,
  OverRefund,
  RefundNeedsAmount,
  RefundNeedsInvoice,
} from './refund-errors.ts';
import { refundOutcomes, type RefundInput, type RefundOutcome } from './refund-request.ts';

/** Everything a refund decision rests on, read in one transaction. Amounts are integer minor units of the charge's currency. */
export type RefundFacts = {
  readonly chargeId: string;
  readonly provider: string;
  readonly currency: string;
  readonly status: string;
  readonly captured: boolean;
  readonly capturedMinor: number;
  /** By refunds the provider knows, failed and cancelled ones not counted. */
  readonly refundedMinor: number;
  /** Given as credit towards later invoices. */
  readonly creditedMinor: number;
  /** By our own requests the provider has not confirmed yet. */
  readonly heldMinor: number;
  /** Asked for, but waiting for a second person; holds nothing until then. */
  readonly waitingMinor: number;
  /** Requests ever made about this charge, whatever became of them. */
  readonly requestCount: number;
  /** An open dispute whose money the bank may still take. */
  readonly disputed: boolean;
  /** The bank asks about the charge, but has taken nothing. */
  readonly inquiry: boolean;
  readonly createdAt: Date;
  /** What the processor kept of the charge; null until it says. */
  readonly feeMinor: number | null;
  readonly invoice: RefundableInvoice | null;
  /** The running subscription's price for one month, tax included; null when there is none. */
  readonly monthMinor: number | null;
};

export type RefundableInvoice = {
  readonly id: string;
  readonly number: string | null;
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly lines: readonly RefundableLine[];
};

export type RefundableLine = {
  readonly id: string;
  readonly description: string;
  /** After discounts, tax included. */
  readonly grossMinor: number;
  readonly taxMinor: number;
};

/** What somebody asked for or is having done about a charge already. */
export type OpenRefund = { readonly outcome: RefundOutcome; readonly amountMinor: number };

export type RefundAssessment = {
  readonly amount: Money;
  readonly left: Money;
  readonly leftAfter: Money;
  /** The part of the amount that is tax. */
  readonly tax: Money;
  /** The part of the processor's fee that is lost: fees are not returned with a refund. Null when the fee is not known yet. */
  readonly feeLost: Money | null;
  readonly chargeAgeDays: number;
  readonly warnings: readonly string[];
};

/** What the worker can do at each provider, and for how long after the charge money goes back there. */
const refundRules: Readonly<
  Record<string, { readonly outcomes: readonly RefundOutcome[]; readonly withinDays: number | null }>
> = {
  stripe: { outcomes: refundOutcomes, withinDays: null },
  // PayPal has neither credit notes nor balances of customers, and forgets payments for refunds after 180 days.
  paypal: { outcomes: ['card'], withinDays: 180 },
};

/** Banks may return refunds to cards charged longer ago than this. */
const cardRefundCautionDays = 180;

/**
 * Works out what a refund would do, or why it cannot be done.
 * @throws ChargeNotRefundable, ChargeDisputed, OverRefund, LineOverRefund, RefundNeedsAmount, RefundNeedsInvoice, NoSubscriptionForGoodwill
 */
export function assessRefund(facts: RefundFacts, input: RefundInput, now: Date): RefundAssessment {
  refuseUnrefundable(facts, input, now);
  const amountMinor = amountOf(facts, input);
  const leftMinor = leftToRefund(facts);
  const takesFromCharge = input.outcome !== 'goodwill_month';
  if (takesFromCharge && amountMinor > leftMinor) throw OverRefund({ left: money(leftMinor, facts.currency) });
  const chargeAgeDays = ageInDays(facts, now);
  const inCurrency = (minor: number) => money(minor, facts.currency);
  return {
    amount: inCurrency(amountMinor),
    left: inCurrency(leftMinor),
    leftAfter: inCurrency(takesFromCharge ? leftMinor - amountMinor : leftMinor),
    tax: inCurrency(taxWithin(facts.invoice, amountMinor)),
    feeLost: feeLost(facts, input, amountMinor),
    chargeAgeDays,
    warnings: warningsFor(facts, input, chargeAgeDays),
  };
}

/** What of the charge nobody has refunded or is about to. */
export function leftToRefund(
  facts: Pick<RefundFacts, 'capturedMinor' | 'refundedMinor' | 'creditedMinor' | 'heldMinor'>,
): number {
  return Math.max(0, facts.capturedMinor - facts.refundedMinor - facts.creditedMinor - facts.heldMinor);
}

/**
 * Refuses what the same person has asked for already and what is not done yet: a second click is not a second refund.
 * @throws DuplicateRefund
 */
export function refuseTwin({ amount }: RefundAssessment, outcome: RefundOutcome, open: readonly OpenRefund[]): void {
  if (open.some((other) => other.outcome === outcome && other.amountMinor === amount.amountMinor))
    throw DuplicateRefund({ amount });
}

/**
 * The chosen lines as a credit note names them, without tax, which the provider adds to each line by itself.
 * Null when a part of a line was chosen: adding tax to a part may round to another penny than was promised.
 */
export function creditedLines(
  invoice: RefundableInvoice | null,
  chosen: RefundInput['lines'],
): readonly { readonly invoiceLineId: string; readonly amountMinor: number }[] | null {
  if (invoice === null || chosen === undefined) return null;
  const whole = chosen.flatMap(({ invoiceLineId, amountMinor }) => {
    const line = invoice.lines.find(({ id, grossMinor }) => id === invoiceLineId && grossMinor === amountMinor);
    return line === undefined ? [] : [{ invoiceLineId, amountMinor: line.grossMinor - line.taxMinor }];
  });
  return whole.length === chosen.length ? whole : null;
}

/** Why nothing of a charge can be refunded to anyone, whatever the amount; null when something can. */
export function whyNothingToRefund(facts: RefundFacts, now: Date): string | null {
  const givesMonths = refundRules[facts.provider]?.outcomes.includes('goodwill_month') ?? false;
  if (givesMonths && facts.monthMinor !== null) return null;
  try {
    refuseUnrefundable(facts, { outcome: 'card' }, now);
  } catch (error) {
    if (isDomainError(error)) return error.message;
    throw error;
  }
  return leftToRefund(facts) > 0 ? null : 'Nothing of this charge is left to refund.';
}

/** Text that changes whenever a fact changes that the person saw in the preview. */
export function refundFingerprint(facts: RefundFacts): string {
  return JSON.stringify([
    facts.status,
    facts.captured,
    facts.capturedMinor,
    facts.refundedMinor,
    facts.creditedMinor,
    facts.heldMinor,
    facts.waitingMinor,
    facts.requestCount,
    facts.disputed,
    facts.inquiry,
    facts.monthMinor,
  ]);
}

function refuseUnrefundable(facts: RefundFacts, { outcome }: Pick<RefundInput, 'outcome'>, now: Date): void {
  const rule = refundRules[facts.provider];
  if (rule === undefined)
    throw ChargeNotRefundable({
      why: 'Money that came through no provider is given back the way it came, not from here.',
    });
  if (!rule.outcomes.includes(outcome))
    throw ChargeNotRefundable({
      why: `This was paid through ${providerName(facts.provider)}, where only money can be given back: choose a refund to where it came from.`,
    });
  if (rule.withinDays !== null && ageInDays(facts, now) > rule.withinDays)
    throw ChargeNotRefundable({
      why: `The payment is ${ageInDays(facts, now)} days old; ${providerName(facts.provider)} gives money back for ${rule.withinDays} days. Send it another way.`,
    });
  if (outcome === 'goodwill_month') {
    if (facts.monthMinor === null) throw NoSubscriptionForGoodwill({});
    return;
  }
  if (facts.status !== 'succeeded')
    throw ChargeNotRefundable({ why: `This charge is ${facts.status}; only a charge that succeeded can be refunded.` });
  if (!facts.captured)
    throw ChargeNotRefundable({
      why: 'This charge is authorised but not captured. Release the authorisation instead.',
    });
  if (facts.disputed) throw ChargeDisputed({});
  if (outcome !== 'card' && facts.invoice === null) throw RefundNeedsInvoice({ outcome: outcome.replaceAll('_', ' ') });
}

function ageInDays({ createdAt }: Pick<RefundFacts, 'createdAt'>, now: Date): number {
  return Math.floor((now.getTime() - createdAt.getTime()) / DAY_MS);
}

function amountOf(facts: RefundFacts, input: RefundInput): number {
  if (input.outcome === 'goodwill_month') return facts.monthMinor ?? 0;
  if (input.lines !== undefined) return amountOfLines(facts, input.lines);
  if (input.amountMinor === undefined) throw RefundNeedsAmount({});
  return input.amountMinor;
}

function amountOfLines(facts: RefundFacts, chosen: NonNullable<RefundInput['lines']>): number {
  const byId = new Map(facts.invoice?.lines.map((line) => [line.id, line]));
  const totals = new Map<string, number>();
  for (const { invoiceLineId, amountMinor } of chosen)
    totals.set(invoiceLineId, (totals.get(invoiceLineId) ?? 0) + amountMinor);
  for (const [id, amountMinor] of totals) {
    const line = byId.get(id);
    if (line === undefined)
      throw ChargeNotRefundable({ why: 'One of the chosen lines is not on the invoice this charge paid.' });
    if (amountMinor > line.grossMinor)
      throw LineOverRefund({ description: line.description, most: money(line.grossMinor, facts.currency) });
  }
  return chosen.reduce((sum, line) => sum + line.amountMinor, 0);
}

/** Tax in proportion to the invoice the charge paid; without an invoice there is none. */
function taxWithin(invoice: RefundableInvoice | null, amountMinor: number): number {
  if (invoice === null || invoice.totalMinor === 0) return 0;
  return roundHalfEven((invoice.taxMinor * amountMinor) / invoice.totalMinor);
}

function feeLost(facts: RefundFacts, { outcome }: RefundInput, amountMinor: number): Money | null {
  const returnsMoney = outcome === 'card' || outcome === 'credit_note';
  if (!returnsMoney || facts.capturedMinor === 0) return money(0, facts.currency);
  if (facts.feeMinor === null) return null;
  return money(roundHalfEven((facts.feeMinor * amountMinor) / facts.capturedMinor), facts.currency);
}

function warningsFor(facts: RefundFacts, { outcome }: RefundInput, chargeAgeDays: number): string[] {
  const toCard = outcome === 'card' || outcome === 'credit_note';
  const inWords = (minor: number) => formatMoney(money(minor, facts.currency));
  const rows: readonly (readonly [boolean, string])[] = [
    [
      toCard && chargeAgeDays > cardRefundCautionDays,
      `The charge is ${chargeAgeDays} days old: the bank may return the refund.`,
    ],
    [facts.heldMinor > 0, `${inWords(facts.heldMinor)} of this charge is already being refunded.`],
    [facts.waitingMinor > 0, `${inWords(facts.waitingMinor)} of this charge waits for approval.`],
    [
      toCard && facts.inquiry,
      'The bank is asking about this charge. A full refund now prevents a dispute and its fee.',
    ],
    [facts.feeMinor === null && toCard, 'The processor has not told its fee yet.'],
  ];
  return rows.filter(([applies]) => applies).map(([, words]) => words);
}
