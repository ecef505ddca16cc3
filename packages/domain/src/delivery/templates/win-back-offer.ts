import { z } from 'zod';
import { letterDate } from './letter-date.ts';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({
  message: z.string().min(1),
  code: z.string().min(1),
  percentOff: z.int().min(1).max(100),
  months: z.int().min(1),
  /** The last day on which the code is taken. */
  validUntil: z.iso.date(),
});

export const winBackOffer = defineTemplate<z.infer<typeof facts>>({
  name: 'win-back-offer',
  title: 'Offer to come back',
  description:
    'A discount code for one supplier, with a few words of our own. Marketing: only to those who agreed to it.',
  purpose: 'marketing',
  data: facts,
  example: () => ({
    message: 'Your couples ask for you. We would love to have you back for the season.',
    code: 'BACK1A2B3C4D5E',
    percentOff: 50,
    months: 3,
    validUntil: '2026-06-30',
  }),
  write: ({ message, code, percentOff, months, validUntil }, supplier) => {
    const time = months === 1 ? 'the first month' : `the first ${months} months`;
    return {
      subject: `${percentOff} % off if you come back`,
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        { kind: 'paragraph', text: message },
        {
          kind: 'facts',
          rows: [
            { label: 'Offer', value: `${percentOff} % off for ${time}` },
            { label: 'Code', value: code },
            { label: 'Valid until', value: letterDate(validUntil) },
          ],
        },
        {
          kind: 'paragraph',
          text: `The code works for ${supplier.businessName} only. Give it in WedSync under Settings, Billing.`,
        },
      ],
    };
  },
});
