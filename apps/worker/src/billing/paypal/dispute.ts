import { paypalCustomerId, paypalDisputeStatus, type DisputeRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler } from '../apply/handler.ts';
import { amount, id, instant, maybeInstant, maybeText, text } from './wire.ts';

const disputed = z.looseObject({ seller_transaction_id: id, custom: maybeText });
const wire = z.looseObject({
  dispute_id: id,
  disputed_transactions: z.array(disputed).min(1),
  reason: text,
  status: text,
  dispute_amount: amount,
  dispute_outcome: z.looseObject({ outcome_code: maybeText }).optional(),
  seller_response_due_date: maybeInstant,
  evidences: z.array(z.unknown()).default([]),
  create_time: instant,
});

/** What the dispute took and gave back PayPal tells only in its report; here is where it stands. */
export const dispute: Handler = {
  noun: 'disputes',
  fetchable: 'paypal-dispute',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: (object) => {
    const first = firstOf(object);
    return first === undefined ? [] : [{ name: 'paypal-payment', id: first.seller_transaction_id }];
  },
  touches: () => [],
  customerOf: (object) => {
    const custom = firstOf(object)?.custom ?? null;
    return custom === null ? null : paypalCustomerId(custom);
  },
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const chargeId = object.disputed_transactions[0]?.seller_transaction_id ?? '';
    const charge = sheet.row('charges', chargeId);
    const row: DisputeRow = {
      ...ownedAs(seen, 'paypal'),
      id: object.dispute_id,
      createdAt: object.create_time,
      customerId: charge?.customerId ?? null,
      chargeId,
      paymentIntentId: chargeId,
      status: paypalDisputeStatus(object.status, object.dispute_outcome?.outcome_code ?? null),
      reason: object.reason.toLowerCase(),
      amountMinor: object.dispute_amount.minor,
      currency: object.dispute_amount.currency,
      dueBy: object.seller_response_due_date,
      // While it is open money goes back only through the dispute itself.
      chargeRefundable: false,
      hasEvidence: object.evidences.length > 0,
      submissionCount: object.evidences.length,
      balanceTransactionIds: [],
    };
    sheet.put('disputes', row, seen.object);
    if (charge !== undefined && !charge.disputed) sheet.put('charges', { ...charge, disputed: true }, {});
  },
};

function firstOf(object: unknown): z.infer<typeof disputed> | undefined {
  return z.looseObject({ disputed_transactions: z.array(disputed) }).safeParse(object).data?.disputed_transactions[0];
}
