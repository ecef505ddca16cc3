import { z } from 'zod';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({
  brand: z.string().nullish(),
  last4: z.string(),
  expMonth: z.int().min(1).max(12),
  expYear: z.int(),
  updateUrl: z.url().nullish(),
});

export const cardExpiring = defineTemplate<z.infer<typeof facts>>({
  name: 'card-expiring',
  title: 'Card expires soon',
  description: 'Asks for a new card in the month in which the present one expires.',
  purpose: 'service',
  data: facts,
  example: () => ({
    brand: 'visa',
    last4: '4242',
    expMonth: 6,
    expYear: 2026,
    updateUrl: 'https://app.wedsync.example/billing',
  }),
  write: ({ brand, last4, expMonth, expYear, updateUrl }, supplier) => {
    const until = `${String(expMonth).padStart(2, '0')}/${expYear}`;
    return {
      subject: `Your card ending in ${last4} expires soon`,
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        {
          kind: 'paragraph',
          text: `The card that pays for ${supplier.businessName} expires soon. If your bank sends a new one, we often learn of it by ourselves; entering it now makes sure that the next payment goes through.`,
        },
        {
          kind: 'facts',
          rows: [
            { label: 'Card', value: `${brand ? `${brand} ` : ''}ending in ${last4}` },
            { label: 'Valid until', value: until },
          ],
        },
        updateUrl
          ? { kind: 'button', label: 'Enter the new card', url: updateUrl }
          : { kind: 'paragraph', text: 'You can change it in WedSync under Settings, Billing.' },
      ],
    };
  },
});
