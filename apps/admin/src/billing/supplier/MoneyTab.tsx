import Box from '@mui/material/Box';
import type { Charge, Invoice, RefundRequest, Subscription } from '@wedsync/domain/billing';
import { RecordSection } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { chargeColumns } from '../charges/charge-columns.tsx';
import { invoiceColumns } from '../invoices/invoice-columns.tsx';
import { withoutSupplier } from '../money-columns.tsx';
import { refundColumns } from '../refund-desk/refund-columns.tsx';
import { subscriptionColumns } from '../subscriptions/subscription-columns.tsx';

/** All of one supplier's money: subscriptions, payments, refunds, invoices. */
export default function MoneyTab({ supplier }: SupplierSlotProps) {
  const filter = { supplierId: supplier.id };
  return (
    <Box sx={{ display: 'grid', gap: 5, minWidth: 0 }}>
      <RecordSection<Subscription>
        title="Subscriptions"
        resource="subscriptions"
        columns={withoutSupplier(subscriptionColumns)}
        filter={filter}
        empty={{ title: 'No subscription', text: 'It appears here when the supplier starts a trial or buys a plan.' }}
      />
      <RecordSection<Charge>
        title="Payments"
        resource="charges"
        columns={withoutSupplier(chargeColumns)}
        filter={filter}
        keyboard
        empty={{ title: 'No payments', text: 'The first payment comes when the trial ends.' }}
      />
      <RecordSection<RefundRequest>
        title="Refunds"
        resource="refund-requests"
        columns={withoutSupplier(refundColumns)}
        filter={filter}
        empty={{ title: 'No refunds', text: 'Open a payment to refund all or part of it.' }}
      />
      <RecordSection<Invoice>
        title="Invoices"
        resource="invoices"
        columns={withoutSupplier(invoiceColumns)}
        filter={filter}
        empty={{ title: 'No invoices', text: 'An invoice appears here when a subscription starts or renews.' }}
      />
    </Box>
  );
}
