import { z } from 'zod';
import { currencySchema, eventKind, plainEventKind } from '../platform/index.ts';

const day = z.string();
const byHand = z.strictObject({
  kind: z.string(),
  invoiceId: z.string(),
  amountMinor: z.int(),
  currency: currencySchema,
});
const transfer = { kind: 'bank_transfer', invoiceId: 'in_1', amountMinor: 4900, currency: 'GBP' };

/** What the books and the figures made from them tell. */
export const revenueEventKinds = {
  'manual_payment.recorded': eventKind({
    description: 'Somebody recorded a bank transfer or wrote a debt off.',
    payload: byHand,
    example: transfer,
  }),
  'manual_payment.reversed': eventKind({
    description: 'Somebody took back what had been recorded by hand.',
    payload: byHand,
    example: transfer,
  }),
  'fx_rates.imported': eventKind({
    description: 'Exchange rates were taken in.',
    payload: z.strictObject({ added: z.int(), firstDay: day.nullable(), corrected: z.array(z.string()) }),
    example: { added: 30, firstDay: '2026-06-01', corrected: [] },
  }),
  'consistency.broken': plainEventKind('Something that must always hold of the books does not.'),
  'balance_transaction.unmapped': eventKind({
    description: 'Money moved in a way the books have no entry for; it is in suspense.',
    payload: z.strictObject({ type: z.string(), sourceType: z.string().nullable() }),
    example: { type: 'network_cost', sourceType: null },
  }),
  'mrr.restated': eventKind({
    description: 'A closed month of MRR was told anew because facts arrived late.',
    payload: z.strictObject({ takenBack: z.int(), said: z.int() }),
    example: { takenBack: 1, said: 1 },
  }),
  'mrr.month_closed': eventKind({
    description: 'Months of MRR are closed: what comes later restates them visibly.',
    payload: z.strictObject({ months: z.array(z.string()) }),
    example: { months: ['2026-05'] },
  }),
  'reconciliation.exception_found': eventKind({
    description: 'Our books and the provider differ.',
    payload: z.strictObject({ type: z.string() }),
    example: { type: 'missing_remote' },
  }),
};
