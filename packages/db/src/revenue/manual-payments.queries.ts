import type { ManualPayment, ManualPaymentFilter } from '@wedsync/domain/billing';
import type { OwedInvoice, RecordedPayment } from '@wedsync/domain/revenue';
import { moneyList } from '../billing/index.ts';
import type { Reader } from '../platform/index.ts';

export const manualPayments = moneyList<ManualPayment, ManualPaymentFilter>({
  resource: 'manual-payments',
  table: 'manual_payments',
  amount: 't.amount_minor',
  columns: {
    kind: 't.kind',
    status: 't.status',
    invoiceId: 't.invoice_id',
    invoiceNumber: 't.invoice_number',
    amountMinor: 't.amount_minor',
    receivedOn: 't.received_on',
    reference: 't.reference',
    requestedByName: 't.requested_by_name',
    approvedBy: 't.approved_by',
    reversedAt: 't.reversed_at',
    reversedBecause: 't.reversed_because',
  },
  sorts: { amountMinor: 't.amount_minor', receivedOn: 't.received_on' },
  searched: ['t.invoice_id', 't.invoice_number', 't.reference'],
  filters: {
    invoiceId: (query, id) => void query.where('t.invoice_id', id),
    kind: (query, kinds) => void query.whereIn('t.kind', kinds),
  },
});

/** What is known of an invoice for booking by hand; undefined when the actor sees no such invoice. */
export async function findOwedInvoice({ sql }: Reader, id: string): Promise<OwedInvoice | undefined> {
  const found: { rows: OwedInvoice[] } = await sql.raw(
    `select i.id, i.number, i.status, i.provider, i.currency, i.customer_id as "customerId", i.supplier_id as "supplierId",
       i.uncollectible_at as "givenUpAt", i.amount_remaining_minor as "remainingMinor", coalesce((select sum(m.amount_minor) from manual_payments m
         where m.invoice_id = i.id and m.status = 'recorded'), 0)::bigint as "byHandMinor"
     from invoices i where i.id = ? and i.deleted_at is null`,
    [id],
  );
  return found.rows[0];
}

/** A payment by hand that stands, to take it back; undefined when there is none, or it was taken back before. */
export async function findStandingManualPayment(reader: Reader, id: string): Promise<RecordedPayment | undefined> {
  return (await standing(reader, 'm.id', [id]))[0];
}

/** What stands booked by hand of these invoices. */
export function standingManualPaymentsOf(reader: Reader, invoiceIds: readonly string[]): Promise<RecordedPayment[]> {
  return standing(reader, 'm.invoice_id', invoiceIds);
}

async function standing(
  { sql }: Reader,
  column: 'm.id' | 'm.invoice_id',
  keys: readonly string[],
): Promise<RecordedPayment[]> {
  if (keys.length === 0) return [];
  const found: { rows: RecordedPayment[] } = await sql.raw(
    `select m.id, m.kind, m.invoice_id as "invoiceId", m.invoice_number as "invoiceNumber", m.customer_id as "customerId", m.supplier_id as "supplierId",
       m.amount_minor as "amountMinor", m.currency, m.received_on::timestamp at time zone 'UTC' as "occurredAt", m.reference, i.uncollectible_at as "givenUpAt"
     from manual_payments m left join invoices i on i.id = m.invoice_id where ${column} = any(?) and m.status = 'recorded' order by m.id`,
    [[...keys]],
  );
  return found.rows;
}
