import type { Charge, Invoice, RefundRequest, Subscription } from '@wedsync/domain/billing';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { chargeColumns } from '../charges/charge-columns.tsx';
import { invoiceColumns } from '../invoices/invoice-columns.tsx';
import { refundColumns } from '../refund-desk/refund-columns.tsx';
import { subscriptionColumns } from '../subscriptions/subscription-columns.tsx';

const newest = { field: 'createdAt', order: 'DESC' as const };
/** On a supplier's own page the supplier need not be named. */
const own = <C extends { readonly id: string }>(columns: readonly C[]) => columns.filter(({ id }) => id !== 'supplier');

/** All of one supplier's money: subscriptions, payments, refunds, invoices. */
export default function MoneyTab({ supplier }: SupplierSlotProps) {
  const filter = { supplierId: supplier.id };
  return (
    <>
      <Section title="Subscriptions">
        <RecordList<Subscription>
          resource="subscriptions"
          label="Subscriptions"
          columns={own(subscriptionColumns)}
          filter={filter}
          sort={newest}
          rowPath={({ id }) => recordPath('subscriptions', id)}
          empty={
            <EmptyState title="No subscription">
              It appears here when the supplier starts a trial or buys a plan.
            </EmptyState>
          }
        />
      </Section>
      <Section title="Payments">
        <RecordList<Charge>
          resource="charges"
          label="Payments"
          columns={own(chargeColumns)}
          filter={filter}
          sort={newest}
          rowPath={({ id }) => recordPath('charges', id)}
          keyboard
          empty={<EmptyState title="No payments">The first payment comes when the trial ends.</EmptyState>}
        />
      </Section>
      <Section title="Refunds">
        <RecordList<RefundRequest>
          resource="refund-requests"
          label="Refunds"
          columns={own(refundColumns)}
          filter={filter}
          sort={newest}
          rowPath={({ id }) => recordPath('refund-requests', id)}
          empty={<EmptyState title="No refunds">Open a payment to refund all or part of it.</EmptyState>}
        />
      </Section>
      <Section title="Invoices">
        <RecordList<Invoice>
          resource="invoices"
          label="Invoices"
          columns={own(invoiceColumns)}
          filter={filter}
          sort={newest}
          rowPath={({ id }) => recordPath('invoices', id)}
          empty={
            <EmptyState title="No invoices">An invoice appears here when a subscription starts or renews.</EmptyState>
          }
        />
      </Section>
    </>
  );
}
