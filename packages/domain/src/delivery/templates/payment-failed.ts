import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineTemplate, greeting } from './template.ts';

export const paymentFailed = defineTemplate({
  name: 'payment-failed',
  title: 'Payment failed',
  description: 'Tells a supplier that their subscription payment did not go through, and what to do.',
  data: z.object({
    amountDueMinor: z.int().nonnegative(),
    currency: z.string().length(3),
    invoiceUrl: z.url().nullish(),
  }),
  example: ({ currency }) => ({ amountDueMinor: 4_900, currency, invoiceUrl: 'https://app.wedsync.example/billing' }),
  write: ({ amountDueMinor, currency, invoiceUrl }, supplier) => {
    const amount = formatMoney({ amountMinor: amountDueMinor, currency: currency.toUpperCase() });
    return {
      subject: `We could not take your payment of ${amount}`,
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        {
          kind: 'paragraph',
          text: `The latest payment for ${supplier.businessName} did not go through. Nothing changes today; we will try again, and you can update your card at any time.`,
        },
        { kind: 'facts', rows: [{ label: 'Amount due', value: amount }] },
        ...(invoiceUrl ? [{ kind: 'button' as const, label: 'Update payment details', url: invoiceUrl }] : []),
      ],
    };
  },
});
