import type { CouponRecord, CustomerRecord, DiscountRecord, PaymentMethodRecord, PriceRecord } from './catalogue.ts';
import type { ProductRecord, PromotionCodeRecord, TaxRateRecord } from './catalogue.ts';
import type { CreditNoteRecord, CustomerBalanceTransactionRecord, InvoiceItemRecord } from './invoicing.ts';
import type { InvoicePaymentRecord, InvoiceRecord, SubscriptionRecord } from './invoicing.ts';
import type { BalanceTransactionRecord, ChargeRecord, DisputeRecord, PaymentIntentRecord } from './money.ts';
import type { PayoutRecord, RefundRecord } from './money.ts';

export type * from './catalogue.ts';
export type * from './invoicing.ts';
export type * from './money.ts';

/**
 * What is stored per kind of object: only what varies, never changed in place (a change stores a new record), so
 * that an event can keep the version it is about without copying it. Fields that are always the same are added when
 * an object is rendered.
 */
export interface RecordsByNoun {
  customer: CustomerRecord;
  product: ProductRecord;
  price: PriceRecord;
  payment_method: PaymentMethodRecord;
  tax_rate: TaxRateRecord;
  coupon: CouponRecord;
  promotion_code: PromotionCodeRecord;
  discount: DiscountRecord;
  subscription: SubscriptionRecord;
  invoice: InvoiceRecord;
  invoiceitem: InvoiceItemRecord;
  invoice_payment: InvoicePaymentRecord;
  credit_note: CreditNoteRecord;
  customer_balance_transaction: CustomerBalanceTransactionRecord;
  payment_intent: PaymentIntentRecord;
  charge: ChargeRecord;
  refund: RefundRecord;
  dispute: DisputeRecord;
  balance_transaction: BalanceTransactionRecord;
  payout: PayoutRecord;
}

export type Noun = keyof RecordsByNoun;
