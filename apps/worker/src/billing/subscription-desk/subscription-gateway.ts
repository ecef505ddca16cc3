import type { DueSubscriptionRequest } from '@wedsync/db/billing';

/** What the provider did. `shown` when nothing more will come: it has no object of its own whose webhook would tell. */
export type SubscriptionReceipt = { readonly reference: string | null; readonly shown: boolean };

/**
 * The one thing that changes subscriptions at the provider. Every call carries the request's id as idempotency key, and a request that is `unknown` is asked
 * about before anything is repeated: providers forget keys after a day.
 * @throws DomainError; see `isRefusal` for which are final
 */
export type SubscriptionGateway = {
  readonly perform: (request: DueSubscriptionRequest, now: Date) => Promise<SubscriptionReceipt>;
};
