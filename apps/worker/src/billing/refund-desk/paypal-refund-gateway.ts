import type { DueRefundRequest } from '@wedsync/db/billing';
import { decimalFromMinor, type ProviderRefundStatus } from '@wedsync/domain/billing';
import { DAY_MS, DomainError, type Clock } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { PaypalClient } from '../../connectors/index.ts';
import type { RefundGateway, RefundReceipt } from './refund-gateway.ts';

/** PayPal knows a request id for 45 days; beyond this nobody repeats a call by it. */
const keyKnownDays = 40;

const statuses: Readonly<Record<string, ProviderRefundStatus>> = {
  COMPLETED: 'succeeded',
  PENDING: 'pending',
  FAILED: 'failed',
  CANCELLED: 'canceled',
};
const answer = z.looseObject({ id: z.string().min(1), status: z.string() });

/**
 * Gives money back through PayPal. Every attempt carries the same PayPal-Request-Id, by which PayPal answers the refund it has made already instead of
 * making another: repeating is asking.
 */
export function paypalRefundGateway(client: PaypalClient, clock: Clock): RefundGateway {
  return {
    give: async (request) => {
      if (request.outcome !== 'card') throw Impossible(`PayPal cannot give a ${request.outcome.replaceAll('_', ' ')}.`);
      const ageMs = clock.now().getTime() - request.createdAt.getTime();
      if (request.state === 'unknown' && ageMs > keyKnownDays * DAY_MS)
        throw TooLateToAsk('PayPal no longer knows whether this refund was made. Look at the payment there.');
      return receiptOf(
        await client.post(pathOf(request), bodyOf(request), { requestId: `refund-request:${request.id}` }),
      );
    },
  };
}

function pathOf({ chargeId }: DueRefundRequest): string {
  return `/v2/payments/captures/${encodeURIComponent(chargeId)}/refund`;
}

/** Our own id goes along and comes back with the webhook and in PayPal's report. */
function bodyOf({ id, amountMinor, currency }: DueRefundRequest): string {
  const amount = { value: decimalFromMinor(amountMinor, currency), currency_code: currency };
  return JSON.stringify({ amount, custom_id: id });
}

function receiptOf(body: unknown): RefundReceipt {
  const { id, status } = answer.parse(body);
  return { status: statuses[status] ?? 'pending', providerRefundId: id, providerCreditNoteId: null };
}

function Impossible(words: string): DomainError {
  return new DomainError('invalid', 'paypal-cannot', words);
}

/** May be tried again, which asks the person who wanted it after some attempts: nobody gives money twice on a guess. */
function TooLateToAsk(words: string): DomainError {
  return new DomainError('unavailable', 'paypal-forgot', words);
}
