import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineTemplate, greeting } from './template.ts';

const words = {
  balance: {
    subject: (amount: string) => `A credit of ${amount} on your account`,
    text: (business: string) =>
      `We have put a credit on the account of ${business}. It is taken off the next invoices by itself; there is nothing to do.`,
  },
  goodwill_month: {
    subject: () => 'Your next month is on us',
    text: (business: string) => `The next invoice of ${business} will be nothing: we have given you a month for free.`,
  },
} as const;

const facts = z.object({
  outcome: z.enum(['balance', 'goodwill_month']),
  amountMinor: z.int().positive(),
  currency: z.string().length(3),
});

export const creditGiven = defineTemplate<z.infer<typeof facts>>({
  name: 'credit-given',
  title: 'Credit given',
  description: 'Tells a supplier of a credit, or of a month for free.',
  purpose: 'service',
  data: facts,
  example: ({ currency }) => ({ outcome: 'balance', amountMinor: 1_900, currency }),
  write: ({ outcome, ...money }, supplier) => {
    const amount = formatMoney(money);
    return {
      subject: words[outcome].subject(amount),
      blocks: [
        { kind: 'paragraph', text: greeting(supplier) },
        { kind: 'paragraph', text: words[outcome].text(supplier.businessName) },
        { kind: 'facts', rows: [{ label: 'Worth', value: amount }] },
      ],
    };
  },
});
