import { expect, test } from 'vitest';
import { classPlans } from './class-plan.ts';
import { classByCode, classOfDecline, declineClasses, type DeclineClass } from './decline-class.ts';

const declined = (code: string | null, more: { adviceCode?: string; networkAdviceCode?: string } = {}) =>
  classOfDecline({ code, adviceCode: null, networkAdviceCode: null, ...more });

/** Stripe's documented decline codes for cards. */
const stripeCodes =
  `approve_with_id authentication_not_handled authentication_required call_issuer card_not_supported card_velocity_exceeded
  currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card fraudulent generic_decline highest_risk_level incorrect_address
  incorrect_cvc incorrect_number incorrect_pin incorrect_zip insufficient_funds invalid_account invalid_amount invalid_cvc invalid_expiry_month
  invalid_expiry_year invalid_number invalid_pin issuer_not_available lost_card merchant_blacklist mobile_device_authentication_required
  new_account_information_available no_action_taken not_permitted offline_pin_required online_or_offline_pin_required pickup_card pin_try_exceeded
  previously_declined_do_not_retry processing_error reenter_transaction requested_block_on_incorrect_cvc restricted_card
  revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed stolen_card stop_payment_order
  testmode_decline transaction_not_allowed try_again_later withdrawal_count_limit_exceeded`.split(/\s+/);

test('every decline code that Stripe documents has a row of its own', () => {
  expect(stripeCodes.filter((code) => !classByCode.has(code))).toEqual([]);
});

test('every reason PayPal gives for a failed subscription payment has a row of its own', () => {
  const reasons =
    `PAYMENT_DENIED INTERNAL_SERVER_ERROR PAYEE_ACCOUNT_RESTRICTED PAYER_ACCOUNT_RESTRICTED PAYER_CANNOT_PAY SENDING_LIMIT_EXCEEDED
    TRANSACTION_RECEIVING_LIMIT_EXCEEDED CURRENCY_MISMATCH`.split(/\s+/);
  expect(reasons.filter((reason) => !classByCode.has(reason))).toEqual([]);
});

test.each([
  ['lost_card', 'hard'],
  ['revocation_of_authorization', 'revoked'],
  ['expired_card', 'details'],
  ['authentication_required', 'authentication'],
  ['insufficient_funds', 'funds'],
  ['processing_error', 'transient'],
  ['do_not_honor', 'opaque'],
  ['missing', 'ours'],
] as const satisfies readonly (readonly [string, DeclineClass])[])('%s is %s', (code, expected) => {
  expect(declined(code)).toBe(expected);
});

test.each(['a_code_of_next_year', '', null])('an unheard-of code (%j) is opaque', (code) => {
  expect(declined(code)).toBe('opaque');
});

test('the advice not to try again makes a soft decline hard', () => {
  expect(declined('generic_decline', { adviceCode: 'do_not_try_again' })).toBe('hard');
});

test('the advice to try later tells more than a decline without a reason, and less than missing funds', () => {
  expect(declined('generic_decline', { adviceCode: 'try_again_later' })).toBe('transient');
  expect(declined('insufficient_funds', { adviceCode: 'try_again_later' })).toBe('funds');
});

test.each(['03', '21'])('the network’s %s ends all retries', (networkAdviceCode) => {
  expect(classPlans[declined('insufficient_funds', { networkAdviceCode })].mayRetry).toBe(false);
});

test('the network’s "never" does not hide that the cardholder withdrew permission', () => {
  expect(declined('revocation_of_authorization', { networkAdviceCode: '03', adviceCode: 'do_not_try_again' })).toBe(
    'revoked',
  );
});

test('no code stands in two rows', () => {
  expect(new Set(classByCode.keys()).size).toBe(classByCode.size);
  expect(new Set(classByCode.values())).toEqual(new Set(declineClasses));
});
