import type { Kernel } from '../kernel/kernel.ts';
import type { CustomerBalanceTransactionRecord } from '../records/index.ts';

export interface BalanceMove {
  readonly type: CustomerBalanceTransactionRecord['type'];
  readonly currency: string;
  readonly invoice?: string;
  readonly credit_note?: string;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Moves what the customer owes outside invoices; credit is below zero.
 * @param amount for `adjustment` and `credit_note` below zero to give credit; for `applied_to_invoice` what was used
 */
export function moveCustomerBalance(kernel: Kernel, customerId: string, amount: number, move: BalanceMove) {
  const customer = kernel.need('customer', customerId);
  const balance = customer.balance + amount;
  const patch = { balance, currency: customer.currency ?? move.currency };
  kernel.change('customer', customerId, patch, 'customer.updated');
  return kernel.create('customer_balance_transaction', {
    id: kernel.newId('cbtxn'),
    created: kernel.now(),
    customer: customerId,
    amount,
    currency: move.currency,
    ending_balance: balance,
    credit_note: move.credit_note ?? null,
    invoice: move.invoice ?? null,
    description: move.description ?? null,
    type: move.type,
    metadata: move.metadata ?? {},
  });
}
