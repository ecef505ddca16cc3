import type { CardBehaviour } from '../contract.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { DeclineFacts, PaymentMethodRecord } from '../records/index.ts';

interface DeclineRule {
  /** The error code when it is not the general `card_declined`. */
  readonly code?: string;
  readonly message?: string;
  readonly advice?: string;
  readonly network?: string;
  readonly networkAdvice?: string;
  /** Never sent to the bank again without a new payment method. */
  readonly hard?: true;
}

const rules: Readonly<Record<string, DeclineRule>> = {
  insufficient_funds: { message: 'Your card has insufficient funds.', advice: 'try_again_later', network: '51' },
  expired_card: { code: 'expired_card', message: 'Your card has expired.', advice: 'confirm_card_data', network: '54' },
  incorrect_cvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", network: '82' },
  incorrect_number: { code: 'incorrect_number', message: 'Your card number is incorrect.', network: '14', hard: true },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again later.',
  },
  authentication_required: {
    code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    network: '65',
    hard: true,
  },
  generic_decline: { advice: 'try_again_later', network: '05' },
  do_not_honor: { advice: 'try_again_later', network: '05' },
  card_velocity_exceeded: { message: 'Your card has exceeded its limit.', advice: 'try_again_later', network: '65' },
  try_again_later: { advice: 'try_again_later', network: '19' },
  issuer_not_available: { advice: 'try_again_later', network: '91' },
  lost_card: { advice: 'do_not_try_again', network: '41', hard: true },
  stolen_card: { advice: 'do_not_try_again', network: '43', hard: true },
  pickup_card: { advice: 'do_not_try_again', network: '04', hard: true },
  transaction_not_allowed: { advice: 'do_not_try_again', network: '57', hard: true },
  highest_risk_level: { hard: true },
  revocation_of_authorization: { advice: 'do_not_try_again', network: 'R1', networkAdvice: '03', hard: true },
  revocation_of_all_authorizations: { advice: 'do_not_try_again', network: 'R3', networkAdvice: '03', hard: true },
};

/** Whether the code forbids another try with the same payment method. */
export function isHardDecline(code: string): boolean {
  return rules[code]?.hard === true;
}

/**
 * Why the bank will refuse the payment method now, or null when it will pay.
 * @param onSession the cardholder is there to authenticate
 */
export function declineOf(kernel: Kernel, method: PaymentMethodRecord, onSession: boolean): DeclineFacts | null {
  const behaviour = kernel.intentions.cards.get(method.id);
  const active = behaviour !== undefined && (behaviour.untilEpoch ?? Infinity) > kernel.now() ? behaviour : undefined;
  if (active?.requiresAction && !onSession) return facts('authentication_required', method, active);
  if (active?.declineCode !== undefined) return facts(active.declineCode, method, active);
  return isExpired(method, kernel.now()) ? facts('expired_card', method, {}) : null;
}

function isExpired(method: PaymentMethodRecord, now: number): boolean {
  if (method.card === null) return false;
  const monthAfter = Date.UTC(method.card.exp_year, method.card.exp_month, 1) / 1000;
  return now >= monthAfter;
}

function facts(declineCode: string, method: PaymentMethodRecord, behaviour: CardBehaviour): DeclineFacts {
  const rule = rules[declineCode] ?? {};
  const card = method.type === 'card';
  return {
    code: card ? (rule.code ?? 'card_declined') : declineCode,
    decline_code: card ? declineCode : null,
    advice_code: behaviour.adviceCode ?? (card ? (rule.advice ?? null) : null),
    network_decline_code: card ? (rule.network ?? null) : null,
    network_advice_code: card ? (rule.networkAdvice ?? null) : null,
    message: rule.message ?? (card ? 'Your card was declined.' : 'The bank refused the debit.'),
    charge: null,
    payment_method: method.id,
  };
}
