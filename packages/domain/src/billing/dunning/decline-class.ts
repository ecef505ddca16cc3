/** Why a payment failed, as far as it decides what to do. */
export const declineClasses = [
  'hard',
  'revoked',
  'details',
  'authentication',
  'funds',
  'transient',
  'opaque',
  'ours',
] as const;
export type DeclineClass = (typeof declineClasses)[number];

/**
 * Every reason a provider gives, and its class. Stripe's codes are in small letters, PayPal's in capitals.
 * A code that is in no row is `opaque`: the bank said no and nobody knows why.
 */
const codes: Readonly<Record<DeclineClass, readonly string[]>> = {
  hard: [
    'incorrect_number',
    'lost_card',
    'pickup_card',
    'stolen_card',
    'highest_risk_level',
    'transaction_not_allowed',
    'fraudulent',
    'merchant_blacklist',
    'do_not_try_again',
    'restricted_card',
    'security_violation',
    'invalid_account',
    'previously_declined_do_not_retry',
    'pin_try_exceeded',
    'no_account',
    'PAYER_ACCOUNT_RESTRICTED',
    'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
  ],
  revoked: ['revocation_of_authorization', 'revocation_of_all_authorizations', 'stop_payment_order'],
  details: [
    'expired_card',
    'incorrect_cvc',
    'invalid_cvc',
    'incorrect_zip',
    'incorrect_address',
    'invalid_number',
    'invalid_expiry_month',
    'invalid_expiry_year',
    'card_not_supported',
    'currency_not_supported',
    'new_account_information_available',
    'requested_block_on_incorrect_cvc',
    'debit_not_authorized',
    'account_closed',
    'bank_account_restricted',
    'bank_ownership_changed',
    'invalid_account_number',
    'INSTRUMENT_DECLINED',
  ],
  authentication: [
    'authentication_required',
    'authentication_not_handled',
    'mobile_device_authentication_required',
    'offline_pin_required',
    'online_or_offline_pin_required',
    'invalid_pin',
    'incorrect_pin',
    'PAYER_ACTION_REQUIRED',
  ],
  funds: [
    'insufficient_funds',
    'card_velocity_exceeded',
    'withdrawal_count_limit_exceeded',
    'refer_to_customer',
    'INSUFFICIENT_FUNDS',
    'PAYER_CANNOT_PAY',
    'SENDING_LIMIT_EXCEEDED',
  ],
  transient: [
    'processing_error',
    'reenter_transaction',
    'try_again_later',
    'issuer_not_available',
    'approve_with_id',
    'generic_could_not_process',
    'INTERNAL_SERVER_ERROR',
  ],
  opaque: [
    'generic_decline',
    'card_declined',
    'do_not_honor',
    'call_issuer',
    'no_action_taken',
    'not_permitted',
    'service_not_allowed',
    'PAYMENT_DENIED',
    'TRANSACTION_REFUSED',
  ],
  ours: [
    'duplicate_transaction',
    'invalid_amount',
    'testmode_decline',
    'rule',
    'elevated_risk_level',
    'missing',
    'PAYEE_ACCOUNT_RESTRICTED',
    'TRANSACTION_RECEIVING_LIMIT_EXCEEDED',
    'CURRENCY_MISMATCH',
  ],
};

/** The whole table, a code a key; built once. A code in two rows is a mistake the test catches. */
export const classByCode: ReadonlyMap<string, DeclineClass> = new Map(
  declineClasses.flatMap((name) => codes[name].map((code) => [code, name] as const)),
);

/** What a provider said of a failed attempt. */
export type Decline = {
  readonly code: string | null;
  readonly adviceCode: string | null;
  /** The card network's own word (Mastercard's merchant advice code). */
  readonly networkAdviceCode: string | null;
};

type Override = {
  readonly says: (decline: Decline) => boolean;
  readonly class: DeclineClass;
  readonly over: readonly DeclineClass[];
};

/** The network's "never again"; category 03 and 21 at Mastercard. */
const neverAgain: readonly string[] = ['03', '21'];

/**
 * Advice that outranks the code, the strictest first. "Try again later" says nothing new about a card without funds, so it moves only what was opaque.
 */
const overrides: readonly Override[] = [
  {
    says: ({ networkAdviceCode }) => networkAdviceCode !== null && neverAgain.includes(networkAdviceCode),
    class: 'hard',
    over: ['details', 'authentication', 'funds', 'transient', 'opaque'],
  },
  {
    says: ({ adviceCode }) => adviceCode === 'do_not_try_again',
    class: 'hard',
    over: ['funds', 'transient', 'opaque'],
  },
  {
    says: ({ adviceCode }) => adviceCode === 'confirm_card_data',
    class: 'details',
    over: ['funds', 'transient', 'opaque'],
  },
  { says: ({ adviceCode }) => adviceCode === 'try_again_later', class: 'transient', over: ['opaque'] },
];

/** The class of a failed attempt. An attempt without any reason is `opaque`, as is a code nobody has heard of. */
export function classOfDecline(decline: Decline): DeclineClass {
  const byCode = classByCode.get(decline.code ?? '') ?? 'opaque';
  const override = overrides.find(({ says, over }) => says(decline) && over.includes(byCode));
  return override?.class ?? byCode;
}
