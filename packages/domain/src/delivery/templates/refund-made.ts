import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineTemplate, greeting } from './template.ts';

export const refundMade = defineTemplate({
  name: 'refund-made',
  title: 'Refund made',
  description: 'Tells a supplier that money is on its way back.',
  purpose: 'service',
  data: z.object({ amountMinor: z.int().positive(), currency: z.string().length(3) }),
  example: ({ currency }) => ({ amountMinor: 1_900, currency }),
  write: (data, supplier) => ({
    subject: `Your refund of ${formatMoney({ ...data, currency: data.currency.toUpperCase() })}`,
    blocks: [
      { kind: 'paragraph', text: greeting(supplier) },
      {
        kind: 'paragraph',
        text: `We have refunded a payment for ${supplier.businessName}. Banks usually take five to ten working days to show it on your statement.`,
      },
      {
        kind: 'facts',
        rows: [{ label: 'Amount', value: formatMoney({ ...data, currency: data.currency.toUpperCase() }) }],
      },
      { kind: 'paragraph', text: 'If it has not arrived by then, reply to this message and we will look into it.' },
    ],
  }),
});
