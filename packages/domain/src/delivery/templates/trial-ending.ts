import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { letterDate } from './letter-date.ts';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({
  trialEndsOn: z.iso.date(),
  planName: z.string(),
  priceMinor: z.int().nonnegative(),
  currency: z.string().length(3),
  interval: z.enum(['day', 'week', 'month', 'year']),
  hasPaymentMethod: z.boolean(),
});

export const trialEnding = defineTemplate<z.infer<typeof facts>>({
  name: 'trial-ending',
  title: 'Trial ends soon',
  description: 'Three days before a trial ends: what it will cost, or that a card is still missing.',
  purpose: 'service',
  data: facts,
  example: ({ currency }) => ({
    trialEndsOn: '2026-06-15',
    planName: 'Professional',
    priceMinor: 4_900,
    currency,
    interval: 'month',
    hasPaymentMethod: true,
  }),
  write: ({ trialEndsOn, planName, priceMinor, currency, interval, hasPaymentMethod }, supplier) => {
    const price = formatMoney({ amountMinor: priceMinor, currency: currency.toUpperCase() });
    const then = hasPaymentMethod
      ? `After that ${planName} costs ${price} a ${interval}, before tax. There is nothing to do if you want to stay.`
      : `To stay, add a card or bank account in WedSync under Settings, Billing. ${planName} costs ${price} a ${interval}, before tax.`;
    return {
      subject: `Your trial ends on ${letterDate(trialEndsOn)}`,
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        {
          kind: 'paragraph',
          text: `The trial of ${supplier.businessName} ends on ${letterDate(trialEndsOn)}. ${then}`,
        },
      ],
    };
  },
});
