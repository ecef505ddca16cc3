import type { Stripe } from 'stripe';
import { expectTypeOf, it } from 'vitest';
import type * as balance from './balance.ts';
import type * as catalogue from './catalogue.ts';
import type * as invoice from './invoice.ts';
import type * as payment from './payment.ts';
import type * as subscription from './subscription.ts';

type RequiredFields<T> = { [F in keyof T]-?: undefined extends T[F] ? never : F }[keyof T];
/** Fields the SDK promises and we leave out, and fields we send and the SDK does not know. */
type Gaps<Sdk, Wire extends (...row: never[]) => unknown> =
  Exclude<RequiredFields<Sdk>, keyof ReturnType<Wire>> | Exclude<keyof ReturnType<Wire>, keyof Sdk>;

/** Every object we send against the SDK's own type: a new SDK that changes a shape stops the type check here. */
interface GapsByObject {
  balance_transaction: Gaps<Stripe.BalanceTransaction, typeof balance.wireBalanceTransaction>;
  charge: Gaps<Stripe.Charge, typeof payment.wireCharge>;
  coupon: Gaps<Stripe.Coupon, typeof catalogue.wireCoupon>;
  credit_note: Gaps<Stripe.CreditNote, typeof balance.wireCreditNote>;
  credit_note_line_item: Gaps<Stripe.CreditNoteLineItem, typeof balance.wireCreditNoteLine>;
  customer: Gaps<Stripe.Customer, typeof catalogue.wireCustomer>;
  customer_balance_transaction: Gaps<Stripe.CustomerBalanceTransaction, typeof balance.wireCustomerBalanceTransaction>;
  discount: Gaps<Stripe.Discount, typeof catalogue.wireDiscount>;
  dispute: Gaps<Stripe.Dispute, typeof balance.wireDispute>;
  invoice: Gaps<Stripe.Invoice, typeof invoice.wireInvoice>;
  invoice_payment: Gaps<Stripe.InvoicePayment, typeof invoice.wireInvoicePayment>;
  invoiceitem: Gaps<Stripe.InvoiceItem, typeof invoice.wireInvoiceItem>;
  line_item: Gaps<Stripe.InvoiceLineItem, typeof invoice.wireInvoiceLine>;
  payment_intent: Gaps<Stripe.PaymentIntent, typeof payment.wirePaymentIntent>;
  payment_method: Gaps<Stripe.PaymentMethod, typeof catalogue.wirePaymentMethod>;
  payout: Gaps<Stripe.Payout, typeof balance.wirePayout>;
  plan: Gaps<Stripe.Plan, typeof catalogue.wirePlan>;
  price: Gaps<Stripe.Price, typeof catalogue.wirePrice>;
  product: Gaps<Stripe.Product, typeof catalogue.wireProduct>;
  promotion_code: Gaps<Stripe.PromotionCode, typeof catalogue.wirePromotionCode>;
  refund: Gaps<Stripe.Refund, typeof payment.wireRefund>;
  subscription: Gaps<Stripe.Subscription, typeof subscription.wireSubscription>;
  subscription_item: Gaps<Stripe.SubscriptionItem, typeof subscription.wireSubscriptionItem>;
  tax_rate: Gaps<Stripe.TaxRate, typeof catalogue.wireTaxRate>;
}

type NoGaps = { readonly [Noun in keyof GapsByObject]: never };

it('sends every field the SDK promises and no other (held by the type check)', () => {
  expectTypeOf<GapsByObject>().toExtend<NoGaps>();
});
