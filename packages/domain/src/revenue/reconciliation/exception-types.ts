/** What can be wrong between a provider and our books. */
export const exceptionTypes = [
  'missing_local',
  'missing_remote',
  'amount',
  'fee_missing',
  'duplicate',
  'orphan_refund',
  'fx',
  'unmapped_price',
] as const;
export type ExceptionType = (typeof exceptionTypes)[number];

/**
 * How one click puts it right: `fetch` asks the provider again and books what it says (taking back what was booked otherwise), `reverse` takes back
 * what no provider knows. Null where only a person's decision helps.
 */
export type Fix = 'fetch' | 'reverse' | null;

export type ExceptionRule = {
  readonly title: string;
  readonly meaning: string;
  readonly fix: Fix;
  /** What a person does when there is nothing to click. */
  readonly otherwise: string;
};

export const exceptionRules: Readonly<Record<ExceptionType, ExceptionRule>> = {
  missing_local: {
    title: 'Missing here',
    meaning: 'The provider lists money that we did not book.',
    fix: 'fetch',
    otherwise: 'Fetch it again; it is booked as if its webhook had come.',
  },
  missing_remote: {
    title: 'Missing there',
    meaning: 'We booked money that the provider does not list.',
    fix: 'reverse',
    otherwise: 'Ask the provider; when it never happened, take the booking back.',
  },
  amount: {
    title: 'Amount differs',
    meaning: 'The provider lists another amount than we booked.',
    fix: 'fetch',
    otherwise: 'Fetch it again; the booking is taken back and made anew.',
  },
  fee_missing: {
    title: 'Fee missing',
    meaning: 'The provider kept another fee than we booked, or its fee is not known yet.',
    fix: 'fetch',
    otherwise: 'Fetch it again; the fee is booked.',
  },
  duplicate: {
    title: 'Paid twice',
    meaning: 'One supplier paid about the same within days, to two providers or twice for one invoice.',
    fix: null,
    otherwise: 'Refund one of the two payments; the exception closes by itself.',
  },
  orphan_refund: {
    title: 'Refund of nothing',
    meaning: 'Money was given back for a payment we do not know.',
    fix: 'fetch',
    otherwise: 'Find out from the provider what it was for, or accept it with the reason.',
  },
  fx: {
    title: 'Odd exchange rate',
    meaning: 'Money was exchanged at a rate far from the reference rate, or at none we know.',
    fix: 'fetch',
    otherwise: 'Compare with the provider’s statement, then accept it with the reason.',
  },
  unmapped_price: {
    title: 'Price of no plan',
    meaning: 'A running subscription is billed at a price that belongs to none of our plans.',
    fix: 'fetch',
    otherwise: 'Name the plan in the product at the provider (metadata plan_code), then fetch it again.',
  },
};

export const exceptionStates = ['open', 'fixing', 'fixed', 'accepted'] as const;
export type ExceptionState = (typeof exceptionStates)[number];
