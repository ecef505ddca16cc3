import type { PaypalHandlerName, StripeHandlerName } from '@wedsync/domain/billing';

/** Objects that no event is about, and that are asked for because another changed. */
export type StripeObjectName = StripeHandlerName | 'customer-balance';
export type HandlerName = StripeObjectName | PaypalHandlerName;

/** One object of a provider: by the handler that reads it, and its id there. */
export type ObjectName = { readonly name: HandlerName; readonly id: string };

/** An object to ask for; knowing when it was created lets neighbours come by the page. */
export type AskedObject = ObjectName & { readonly createdAt?: Date };
