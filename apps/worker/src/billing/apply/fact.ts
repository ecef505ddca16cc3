import type { SuccessEvent } from '@wedsync/db/platform';
import type { Provider } from '@wedsync/domain/billing';

/** A fact people and other parts of the house are told, once the transaction that makes it true commits. */
export type Fact = WithoutSupplier<SuccessEvent> & {
  readonly customerId: string | null;
  /** Who told it; Stripe when left out. */
  readonly provider?: Provider;
  /** Shown on the supplier's timeline under this kind; facts without one are only for machines. */
  readonly timeline?: { readonly kind: string; readonly title?: string };
};

/** Each kind of event by itself, so that its type keeps its payload. */
type WithoutSupplier<Event> = Event extends SuccessEvent ? Omit<Event, 'supplierId'> : never;
