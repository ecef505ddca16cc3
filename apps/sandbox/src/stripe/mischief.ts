import type { Kernel } from './kernel/kernel.ts';
import { postTransaction } from './billing/balance.ts';
import type { Harm, Mischief } from './contract.ts';
import type { BalanceTransactionRecord, ChargeRecord } from './records/index.ts';

/** Faults of the account itself, of the kind that no webhook tells of. Each says what it did; null when there was nothing to do it to. */
export function createMischief(kernel: Kernel): Mischief {
  return {
    paymentWithoutWebhook: () => payWithoutWebhook(kernel),
    alteredAmount: () => alter(kernel, (row) => ({ amount: row.amount + 100 }), 100),
    lateFee: () => alter(kernel, (row) => ({ fee: row.fee + 37, fee_details: [...row.fee_details, lateFee] }), 37),
    orphanRefund: () => refundNothing(kernel),
  };
}

const lateFee = { amount: 37, description: 'Stripe processing fees' };

/** The same customer pays the same again; Stripe tells nobody, not even in its list of events. */
function payWithoutWebhook(kernel: Kernel): Harm | null {
  const charge = newestCharge(kernel);
  const own = charge?.balance_transaction;
  const before = own == null ? undefined : kernel.tables.balance_transaction.get(own);
  if (charge === undefined || before === undefined) return null;
  const id = kernel.newId('ch');
  const { amount, currency, type, reporting_category, description, fee_details: fees } = before;
  const about = { type, reporting_category, amount, currency, source: id, description, fees, availableInDays: 3 };
  const posted = postTransaction(kernel, about);
  const copied = { amount_refunded: 0, disputed: false, balance_transaction: posted.id };
  kernel.create('charge', { ...charge, ...copied, id, created: kernel.now() });
  return { objectId: posted.id, amountMinor: amount, currency };
}

/** Changes the newest payment that is not paid out yet, after everybody has heard of it. */
function alter(
  kernel: Kernel,
  patchOf: (row: BalanceTransactionRecord) => Partial<BalanceTransactionRecord>,
  amountMinor: number,
): Harm | null {
  const { balance_transaction: table } = kernel.tables;
  const row = table
    .all()
    .findLast((candidate) => candidate.type === 'charge' && candidate.payout === null && !altered(candidate));
  if (row === undefined) return null;
  kernel.unpaid.replace(
    table.replace({ ...row, ...patchOf(row), description: `${row.description ?? 'Payment'}${mark}` }),
  );
  return { objectId: row.id, amountMinor, currency: row.currency };
}

const mark = ' (corrected)';

function altered({ description }: BalanceTransactionRecord): boolean {
  return description?.endsWith(mark) ?? false;
}

/** Gives money back for a payment of an account that was closed long ago. */
function refundNothing(kernel: Kernel): Harm | null {
  const charge = newestCharge(kernel);
  if (charge === undefined) return null;
  const [id, amount] = [kernel.newId('re'), 1_234];
  const { currency, customer } = charge;
  const posted = postTransaction(kernel, {
    type: 'refund',
    reporting_category: 'refund',
    amount: -amount,
    currency,
    source: id,
    description: 'REFUND FOR CHARGE',
    availableInDays: 0,
  });
  const refund = {
    id,
    created: kernel.now(),
    amount,
    currency,
    charge: kernel.newId('ch'),
    customer,
    payment_intent: kernel.newId('pi'),
    payment_method_type: 'card' as const,
    balance_transaction: posted.id,
    failure_balance_transaction: null,
    failure_reason: null,
    reference: null,
    reason: null,
    status: 'succeeded' as const,
    fails_with: null,
    metadata: {},
  };
  kernel.create('refund', refund, 'refund.created');
  kernel.events.deliver();
  return { objectId: id, amountMinor: amount, currency };
}

function newestCharge(kernel: Kernel): ChargeRecord | undefined {
  return kernel.tables.charge
    .all()
    .findLast(
      ({ status, disputed, amount_refunded: refunded, balance_transaction: own }) =>
        status === 'succeeded' && !disputed && refunded === 0 && own !== null,
    );
}
