import type { Provider } from '@wedsync/domain/billing';
import type { PaypalFetchable } from './paypal-objects.ts';
import type { StripeFetchable } from './stripe-objects.ts';
import type { Wanted } from './wanted.ts';

/** Kinds of objects that can be asked for, whoever has them. */
export type Fetchable = StripeFetchable | PaypalFetchable;

/** Whoever can be asked for the present state of objects. */
export type ObjectSource = {
  /** By id; null for those that are gone. @throws DomainError unavailable, limited, unauthenticated … */
  readonly fetch: (kind: Fetchable, wanted: readonly Wanted[]) => Promise<Map<string, unknown>>;
};

/** A provider whose events are in the inbox. */
export type EventSource = ObjectSource & { readonly provider: Provider };
