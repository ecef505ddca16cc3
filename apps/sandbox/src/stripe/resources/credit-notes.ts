import { z } from 'zod';
import { creditInvoice, voidCreditNote } from '../billing/credit-invoice.ts';
import { wireCreditNoteLine } from '../wire/balance.ts';
import { clearable, id, integer, listShape, mergeMetadata, metadata, text } from './params.ts';
import { getRoute, listReply, listRoute, route, type Route } from './route.ts';

const line = z.strictObject({
  amount: integer.optional(),
  description: text.optional(),
  invoice_line_item: id.optional(),
  quantity: integer.optional(),
  type: z.enum(['invoice_line_item', 'custom_line_item']),
  unit_amount: integer.optional(),
});

export const creditNoteRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/credit_notes',
    {
      amount: integer.optional(),
      credit_amount: integer.optional(),
      email_type: text.optional(),
      invoice: id,
      lines: z.array(line).optional(),
      memo: clearable(text).optional(),
      metadata: metadata.optional(),
      out_of_band_amount: integer.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']).optional(),
      refund_amount: integer.optional(),
      refunds: z.array(z.object({ refund: id, amount_refunded: integer.optional() })).optional(),
    },
    (kernel, input) => {
      const note = creditInvoice(kernel, {
        invoice: input.invoice,
        amount: input.amount ?? null,
        lines: input.lines ?? [],
        creditAmount: input.credit_amount ?? 0,
        refundAmount: input.refund_amount ?? 0,
        outOfBandAmount: input.out_of_band_amount ?? 0,
        refunds: input.refunds ?? [],
        memo: input.memo ?? null,
        reason: input.reason ?? null,
        metadata: mergeMetadata({}, input.metadata),
      });
      return kernel.wire('credit_note', note);
    },
  ),
  route(
    'POST',
    '/v1/credit_notes/:id',
    { memo: clearable(text).optional(), metadata: metadata.optional() },
    (kernel, input, noteId) => {
      const before = kernel.need('credit_note', noteId);
      const patch = {
        memo: input.memo === undefined ? before.memo : input.memo,
        metadata: mergeMetadata(before.metadata, input.metadata),
      };
      return kernel.wire('credit_note', kernel.change('credit_note', noteId, patch, 'credit_note.updated'));
    },
  ),
  route('POST', '/v1/credit_notes/:id/void', {}, (kernel, _input, noteId) =>
    kernel.wire('credit_note', voidCreditNote(kernel, noteId)),
  ),
  getRoute('credit_note', '/v1/credit_notes/:id'),
  route('GET', '/v1/credit_notes/:id/lines', listShape, (kernel, _input, noteId) =>
    listReply(`/v1/credit_notes/${noteId}/lines`, kernel.need('credit_note', noteId).lines.map(wireCreditNoteLine)),
  ),
  listRoute('credit_note', '/v1/credit_notes', {
    filters: { customer: id.optional(), invoice: id.optional() },
    by: ({ customer, invoice }) => {
      if (invoice !== undefined) return { field: 'invoice', value: invoice };
      return customer === undefined ? undefined : { field: 'customer', value: customer };
    },
  }),
];
