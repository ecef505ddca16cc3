import { balanceTransactions, charges, disputes, invoices, payouts, refunds, subscriptions } from '@wedsync/db/billing';
import {
  balanceTransactionFilterSchema,
  balanceTransactionSchema,
  chargeFilterSchema,
  chargeSchema,
  disputeFilterSchema,
  disputeSchema,
  invoiceFilterSchema,
  invoiceSchema,
  payoutFilterSchema,
  payoutSchema,
  refundFilterSchema,
  refundSchema,
  subscriptionFilterSchema,
  subscriptionSchema,
} from '@wedsync/domain/billing';
import { defineResource, type AnyResource } from '../platform/index.ts';

/** The mirror as staff read it. Nothing here is edited: the provider is the source, and actions change things there. */
export const moneyResources: readonly AnyResource[] = [
  defineResource({
    name: 'charges',
    description: 'Payments taken or tried',
    row: chargeSchema,
    filter: chargeFilterSchema,
    list: charges.list,
    show: charges.find,
  }),
  defineResource({
    name: 'refunds',
    description: 'Money given back, as the provider reports it',
    row: refundSchema,
    filter: refundFilterSchema,
    list: refunds.list,
    show: refunds.find,
  }),
  defineResource({
    name: 'invoices',
    description: 'What was billed',
    row: invoiceSchema,
    filter: invoiceFilterSchema,
    list: invoices.list,
    show: invoices.find,
  }),
  defineResource({
    name: 'subscriptions',
    description: 'What suppliers are subscribed to',
    row: subscriptionSchema,
    filter: subscriptionFilterSchema,
    list: subscriptions.list,
    show: subscriptions.find,
  }),
  defineResource({
    name: 'disputes',
    description: 'Payments the cardholder contests',
    row: disputeSchema,
    filter: disputeFilterSchema,
    list: disputes.list,
    show: disputes.find,
  }),
  defineResource({
    name: 'payouts',
    description: 'Money on its way to our bank',
    row: payoutSchema,
    filter: payoutFilterSchema,
    list: payouts.list,
    show: payouts.find,
  }),
  defineResource({
    name: 'balance-transactions',
    description: 'Every movement of the balance at the provider',
    row: balanceTransactionSchema,
    filter: balanceTransactionFilterSchema,
    list: balanceTransactions.list,
    show: balanceTransactions.find,
  }),
];
