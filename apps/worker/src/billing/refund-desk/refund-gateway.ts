import type { DueRefundRequest } from '@wedsync/db/billing';
import type { ProviderRefundStatus } from '@wedsync/domain/billing';

/** What the provider did for a request. A credit to the balance or a free month has no refund of its own and is done at once. */
export type RefundReceipt = {
  readonly status: ProviderRefundStatus;
  readonly providerRefundId: string | null;
  readonly providerCreditNoteId: string | null;
  /** What of it could not be done although the money is on its way; a person has to finish it. */
  readonly unfinished?: string;
};

/**
 * The one thing that gives money back. Every call carries the request's id as idempotency key, and a request that is `unknown` is asked about
 * before anything is repeated: providers forget keys after a day.
 * @throws DomainError; see `isRefusal` for which are final
 */
export type RefundGateway = { readonly give: (request: DueRefundRequest) => Promise<RefundReceipt> };
