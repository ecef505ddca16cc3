import type { DueRefundRequest } from '@wedsync/db/billing';
import type { ProviderRefundStatus } from '@wedsync/domain/billing';

/** What the provider did for a request. A credit to the balance or a free month has no refund of its own and is done at once. */
export type RefundReceipt = {
  readonly status: ProviderRefundStatus;
  readonly providerRefundId: string | null;
  readonly providerCreditNoteId: string | null;
};

/**
 * The one thing that gives money back. `give` carries the request's id as idempotency key, so repeating it gives nothing twice;
 * `find` asks whether an earlier call, whose answer was lost, took effect.
 * Both throw a DomainError: invalid, conflict and forbidden are final, limited and unavailable may be tried again.
 */
export type RefundGateway = {
  give(request: DueRefundRequest): Promise<RefundReceipt>;
  find(request: DueRefundRequest): Promise<RefundReceipt | null>;
};
