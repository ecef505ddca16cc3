import type { StripeObject } from '../contract.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Noun, RecordsByNoun } from '../records/index.ts';
import { wireBalanceTransaction, wireCreditNote, wireCustomerBalanceTransaction } from './balance.ts';
import { wireDispute, wirePayout } from './balance.ts';
import { wireCoupon, wireCustomer, wireDiscount, wirePaymentMethod } from './catalogue.ts';
import { wirePrice, wireProduct, wirePromotionCode, wireTaxRate } from './catalogue.ts';
import { wireInvoice, wireInvoiceItem, wireInvoicePayment } from './invoice.ts';
import { wireCharge, wirePaymentIntent, wireRefund } from './payment.ts';
import { wireSubscription } from './subscription.ts';

/** How each kind of record looks on the wire, in the API version the SDK pins. */
export const wires: { readonly [N in Noun]: (row: RecordsByNoun[N], kernel: Kernel) => StripeObject } = {
  customer: wireCustomer,
  product: wireProduct,
  price: wirePrice,
  payment_method: wirePaymentMethod,
  tax_rate: wireTaxRate,
  coupon: wireCoupon,
  promotion_code: wirePromotionCode,
  discount: wireDiscount,
  subscription: wireSubscription,
  invoice: wireInvoice,
  invoiceitem: wireInvoiceItem,
  invoice_payment: wireInvoicePayment,
  credit_note: wireCreditNote,
  customer_balance_transaction: wireCustomerBalanceTransaction,
  payment_intent: wirePaymentIntent,
  charge: wireCharge,
  refund: wireRefund,
  dispute: wireDispute,
  balance_transaction: wireBalanceTransaction,
  payout: wirePayout,
};
