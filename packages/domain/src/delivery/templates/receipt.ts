import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { letterDate } from './letter-date.ts';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({
  amountPaidMinor: z.int().positive(),
  taxMinor: z.int().nonnegative(),
  currency: z.string().length(3),
  invoiceNumber: z.string().nullish(),
  paidOn: z.iso.date(),
  lines: z.array(z.object({ description: z.string(), amountMinor: z.int() })).max(20),
  invoiceUrl: z.url().nullish(),
});

export const receipt = defineTemplate<z.infer<typeof facts>>({
  name: 'receipt',
  title: 'Receipt',
  description: 'Thanks for a payment, and says what it was for.',
  purpose: 'service',
  data: facts,
  example: ({ currency }) => ({
    amountPaidMinor: 5_880,
    taxMinor: 980,
    currency,
    invoiceNumber: 'WS-0042',
    paidOn: '2026-06-01',
    lines: [{ description: 'Professional, monthly', amountMinor: 4_900 }],
    invoiceUrl: 'https://app.wedsync.example/billing',
  }),
  write: ({ amountPaidMinor, taxMinor, currency, invoiceNumber, paidOn, lines, invoiceUrl }, supplier) => {
    const show = (amountMinor: number) => formatMoney({ amountMinor, currency: currency.toUpperCase() });
    return {
      subject: `Your receipt for ${show(amountPaidMinor)}`,
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        { kind: 'paragraph', text: `Thank you: your payment for ${supplier.businessName} has arrived.` },
        {
          kind: 'facts',
          rows: [
            ...lines.map(({ description, amountMinor }) => ({ label: description, value: show(amountMinor) })),
            ...(taxMinor > 0 ? [{ label: 'Tax', value: show(taxMinor) }] : []),
            { label: 'Paid', value: show(amountPaidMinor) },
            { label: 'On', value: letterDate(paidOn) },
            ...(invoiceNumber ? [{ label: 'Invoice', value: invoiceNumber }] : []),
          ],
        },
        ...(invoiceUrl ? [{ kind: 'button' as const, label: 'See the invoice', url: invoiceUrl }] : []),
      ],
    };
  },
});
