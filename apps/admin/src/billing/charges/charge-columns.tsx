import { providerName, type Charge } from '@wedsync/domain/billing';
import { type Column, humanize, StatusChip } from '../../platform/index.ts';
import { amountColumn, createdColumn, providerColumn, supplierColumn } from '../money-columns.tsx';

/** What happened to a charge in one word: a dispute matters more than a refund, a refund more than success. */
export function standingOf(charge: Charge): string {
  if (charge.disputed) return 'disputed';
  if (charge.amountRefundedMinor > 0)
    return charge.amountRefundedMinor >= charge.amountCapturedMinor ? 'refunded' : 'partially_refunded';
  return charge.status;
}

/** With what it was paid, in words. */
export function methodOf({ cardBrand, cardLast4, methodType, provider }: Charge): string {
  if (cardLast4 !== null) return `${humanize(cardBrand ?? 'card')} ···· ${cardLast4}`;
  return methodType === provider ? providerName(provider) : humanize(methodType ?? '–');
}

export const chargeColumns: readonly Column<Charge>[] = [
  supplierColumn(),
  amountColumn('amount', 'Amount', ({ amountMinor }) => amountMinor, {
    sortBy: 'amountMinor',
    always: true,
    phone: true,
  }),
  { id: 'status', label: 'Status', phone: true, render: (charge) => <StatusChip status={standingOf(charge)} /> },
  {
    id: 'why',
    label: 'Decline reason',
    render: ({ declineCode }) => (declineCode === null ? '' : humanize(declineCode)),
  },
  amountColumn('refunded', 'Refunded', ({ amountRefundedMinor }) => amountRefundedMinor || null),
  amountColumn('fee', 'Fee', ({ feeMinor }) => feeMinor),
  amountColumn('net', 'Net', ({ netMinor }) => netMinor, { hidden: true }),
  {
    id: 'method',
    label: 'Method',
    render: methodOf,
  },
  providerColumn(),
  createdColumn('Paid'),
];
