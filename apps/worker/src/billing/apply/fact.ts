import type { Provider } from '@wedsync/domain/billing';

/** A fact people and other parts of the house are told, once the transaction that makes it true commits. */
export type Fact = {
  readonly type: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly customerId: string | null;
  /** Who told it; Stripe when left out. */
  readonly provider?: Provider;
  readonly summary: string;
  readonly occurredAt: Date;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Shown on the supplier's timeline under this kind; facts without one are only for machines. */
  readonly timeline?: { readonly kind: string; readonly title?: string };
};
