/** One thing to hand in. `field` is where the provider wants it. */
export type EvidenceItem = { readonly field: EvidenceField; readonly label: string; readonly help: string };

/** Fields of text that Stripe accepts as evidence and that fit a subscription. */
export const evidenceFields = [
  'product_description',
  'customer_name',
  'customer_email_address',
  'service_date',
  'access_activity_log',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'duplicate_charge_id',
  'duplicate_charge_explanation',
  'uncategorized_text',
] as const;
export type EvidenceField = (typeof evidenceFields)[number];

const items: Readonly<Record<EvidenceField, EvidenceItem>> = {
  product_description: item(
    'product_description',
    'What was sold',
    'The plan, what it includes and for which period this payment was.',
  ),
  customer_name: item('customer_name', 'Who bought it', 'The name on the account.'),
  customer_email_address: item('customer_email_address', 'Their e-mail address', 'The address that signs in.'),
  service_date: item('service_date', 'When it was provided', 'The period the payment covers.'),
  access_activity_log: item(
    'access_activity_log',
    'That it was used',
    'Dates of sign-ins, enquiries answered and galleries published in that period.',
  ),
  cancellation_policy_disclosure: item(
    'cancellation_policy_disclosure',
    'How they learned how to cancel',
    'Where the terms were shown before they bought.',
  ),
  cancellation_rebuttal: item(
    'cancellation_rebuttal',
    'Why it was not cancelled in time',
    'When they cancelled, if at all, and what the payment was for.',
  ),
  refund_policy_disclosure: item(
    'refund_policy_disclosure',
    'How they learned about refunds',
    'Where the refund terms were shown before they bought.',
  ),
  refund_refusal_explanation: item(
    'refund_refusal_explanation',
    'Why there was no refund',
    'Whether one was asked for, and the answer.',
  ),
  duplicate_charge_id: item(
    'duplicate_charge_id',
    'The other payment',
    'The id of the payment that this one is said to repeat.',
  ),
  duplicate_charge_explanation: item(
    'duplicate_charge_explanation',
    'Why both are right',
    'What each of the two payments was for.',
  ),
  uncategorized_text: item(
    'uncategorized_text',
    'Anything else',
    'In a few sentences, as a stranger at a bank would understand it.',
  ),
};

const always: readonly EvidenceField[] = ['product_description', 'customer_name', 'customer_email_address'];

/** What a bank wants to see, by what the cardholder says. A reason without a row gets the general list. */
const byReason: Readonly<Record<string, readonly EvidenceField[]>> = {
  subscription_canceled: [
    'cancellation_policy_disclosure',
    'cancellation_rebuttal',
    'access_activity_log',
    'service_date',
  ],
  fraudulent: ['access_activity_log', 'service_date', 'uncategorized_text'],
  product_not_received: ['service_date', 'access_activity_log', 'uncategorized_text'],
  product_unacceptable: [
    'refund_policy_disclosure',
    'refund_refusal_explanation',
    'access_activity_log',
    'uncategorized_text',
  ],
  credit_not_processed: ['refund_policy_disclosure', 'refund_refusal_explanation', 'uncategorized_text'],
  duplicate: ['duplicate_charge_id', 'duplicate_charge_explanation', 'service_date'],
  unrecognized: ['access_activity_log', 'service_date', 'uncategorized_text'],
  CANCELED_RECURRING_BILLING: ['cancellation_policy_disclosure', 'cancellation_rebuttal', 'access_activity_log'],
  MERCHANDISE_OR_SERVICE_NOT_RECEIVED: ['service_date', 'access_activity_log', 'uncategorized_text'],
  MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED: [
    'refund_policy_disclosure',
    'refund_refusal_explanation',
    'uncategorized_text',
  ],
  UNAUTHORISED: ['access_activity_log', 'service_date', 'uncategorized_text'],
  DUPLICATE_TRANSACTION: ['duplicate_charge_id', 'duplicate_charge_explanation'],
};
const general: readonly EvidenceField[] = ['service_date', 'access_activity_log', 'uncategorized_text'];

/** The checklist for a reason, the general part first. */
export function evidenceChecklist(reason: string): readonly EvidenceItem[] {
  const special = Object.hasOwn(byReason, reason) ? (byReason[reason] ?? general) : general;
  return [...always, ...special].map((field) => items[field]);
}

function item(field: EvidenceField, label: string, help: string): EvidenceItem {
  return { field, label, help };
}
