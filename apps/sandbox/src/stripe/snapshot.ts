import type { IdempotencyKeys, RememberedAnswer } from './api/idempotency.ts';
import type { CardBehaviour } from './contract.ts';
import type { PlannedJob } from './kernel/agenda.ts';
import type { StoredEvent } from './kernel/event-log.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Table } from './kernel/table.ts';
import type { Tables } from './kernel/tables.ts';
import type { BaseRecord, Noun, RecordsByNoun } from './records/index.ts';

const snapshotVersion = 2;

type Rows = { readonly [N in Noun]: readonly RecordsByNoun[N][] };

/** Everything an engine is, as plain data. */
interface Snapshot {
  readonly version: typeof snapshotVersion;
  readonly now: number;
  readonly random: number;
  readonly rows: Rows;
  readonly events: readonly StoredEvent[];
  readonly jobs: readonly PlannedJob[];
  readonly keys: readonly RememberedAnswer[];
  readonly intentions: {
    readonly cards: readonly (readonly [string, CardBehaviour])[];
    readonly refundFailures: readonly (readonly [string, { readonly reason: string; readonly afterDays: number }])[];
    readonly pendingRefundCharges: readonly string[];
    readonly payoutFailures: readonly (readonly [string, string])[];
  };
}

/** The engine's state; it shares records with the engine, which never changes them in place. */
export function takeSnapshot(kernel: Kernel, keys: IdempotencyKeys): Snapshot {
  const { tables, intentions } = kernel;
  return {
    version: snapshotVersion,
    now: kernel.now(),
    random: kernel.random.state(),
    rows: {
      customer: [...tables.customer.all()],
      product: [...tables.product.all()],
      price: [...tables.price.all()],
      payment_method: [...tables.payment_method.all()],
      tax_rate: [...tables.tax_rate.all()],
      coupon: [...tables.coupon.all()],
      promotion_code: [...tables.promotion_code.all()],
      discount: [...tables.discount.all()],
      subscription: [...tables.subscription.all()],
      invoice: [...tables.invoice.all()],
      invoiceitem: [...tables.invoiceitem.all()],
      invoice_payment: [...tables.invoice_payment.all()],
      credit_note: [...tables.credit_note.all()],
      customer_balance_transaction: [...tables.customer_balance_transaction.all()],
      payment_intent: [...tables.payment_intent.all()],
      charge: [...tables.charge.all()],
      refund: [...tables.refund.all()],
      dispute: [...tables.dispute.all()],
      balance_transaction: [...tables.balance_transaction.all()],
      payout: [...tables.payout.all()],
    },
    events: [...kernel.events.table.all()],
    jobs: [...kernel.agenda.list()],
    keys: keys.list(),
    intentions: {
      cards: [...intentions.cards],
      refundFailures: [...intentions.refundFailures],
      pendingRefundCharges: [...intentions.pendingRefundCharges],
      payoutFailures: [...intentions.payoutFailures],
    },
  };
}

/**
 * Puts an engine back where the snapshot was taken.
 * @throws when the data is no snapshot of this version
 */
export function restoreSnapshot(kernel: Kernel, keys: IdempotencyKeys, data: unknown): void {
  if (!isSnapshot(data)) throw new Error(`not a snapshot of version ${snapshotVersion}`);
  kernel.setNow(data.now);
  kernel.random.reset(data.random);
  loadTables(kernel.tables, data.rows);
  load(kernel.events.table, data.events);
  kernel.agenda.load(data.jobs);
  keys.load(data.keys);
  kernel.unpaid.clear();
  for (const row of data.rows.balance_transaction) if (row.payout === null) kernel.unpaid.add(row);
  loadIntentions(kernel, data);
}

function isSnapshot(data: unknown): data is Snapshot {
  return typeof data === 'object' && data !== null && 'version' in data && data.version === snapshotVersion;
}

function loadTables(tables: Tables, rows: Rows): void {
  load(tables.customer, rows.customer);
  load(tables.product, rows.product);
  load(tables.price, rows.price);
  load(tables.payment_method, rows.payment_method);
  load(tables.tax_rate, rows.tax_rate);
  load(tables.coupon, rows.coupon);
  load(tables.promotion_code, rows.promotion_code);
  load(tables.discount, rows.discount);
  load(tables.subscription, rows.subscription);
  load(tables.invoice, rows.invoice);
  load(tables.invoiceitem, rows.invoiceitem);
  load(tables.invoice_payment, rows.invoice_payment);
  load(tables.credit_note, rows.credit_note);
  load(tables.customer_balance_transaction, rows.customer_balance_transaction);
  load(tables.payment_intent, rows.payment_intent);
  load(tables.charge, rows.charge);
  load(tables.refund, rows.refund);
  load(tables.dispute, rows.dispute);
  load(tables.balance_transaction, rows.balance_transaction);
  load(tables.payout, rows.payout);
}

function load<R extends BaseRecord>(table: Table<R>, rows: readonly R[]): void {
  table.clear();
  for (const row of rows) table.insert(row);
}

function loadIntentions(kernel: Kernel, { intentions: saved }: Snapshot): void {
  const { cards, refundFailures, pendingRefundCharges, payoutFailures } = kernel.intentions;
  for (const collection of [cards, refundFailures, pendingRefundCharges, payoutFailures]) collection.clear();
  for (const [id, behaviour] of saved.cards) cards.set(id, behaviour);
  for (const [id, failure] of saved.refundFailures) refundFailures.set(id, failure);
  for (const id of saved.pendingRefundCharges) pendingRefundCharges.add(id);
  for (const [currency, code] of saved.payoutFailures) payoutFailures.set(currency, code);
}
