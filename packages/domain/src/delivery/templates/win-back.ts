import { z } from 'zod';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({ planName: z.string() });

export const winBack = defineTemplate<z.infer<typeof facts>>({
  name: 'win-back',
  title: 'Come back',
  description: 'Two weeks after a subscription ended unpaid. Marketing: only to those who agreed to it.',
  purpose: 'marketing',
  data: facts,
  example: () => ({ planName: 'Professional' }),
  write: ({ planName }, supplier) => ({
    subject: 'Your WedSync account is still here',
    blocks: [
      { kind: 'paragraph', text: greeting(supplier) },
      {
        kind: 'paragraph',
        text: `${supplier.businessName} was on the ${planName} plan until a payment went wrong. Everything is where you left it.`,
      },
      {
        kind: 'paragraph',
        text: 'If the plan was too large for the season, we can start smaller or pause it over the winter. Reply, and we will set it up with you.',
      },
    ],
  }),
});
