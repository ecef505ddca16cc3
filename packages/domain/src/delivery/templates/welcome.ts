import { z } from 'zod';
import { letterDate } from './letter-date.ts';
import { defineTemplate, greeting } from './template.ts';

const facts = z.object({ planName: z.string(), trialEndsOn: z.iso.date().nullish() });

export const welcome = defineTemplate<z.infer<typeof facts>>({
  name: 'welcome',
  title: 'Welcome',
  description: 'The first letter, when a subscription or its trial begins.',
  purpose: 'service',
  data: facts,
  example: () => ({ planName: 'Professional', trialEndsOn: '2026-06-15' }),
  write: ({ planName, trialEndsOn }, supplier) => ({
    subject: 'Welcome to WedSync',
    blocks: [
      { kind: 'paragraph', text: greeting(supplier) },
      { kind: 'paragraph', text: `Welcome: ${supplier.businessName} is on the ${planName} plan from today.` },
      ...(trialEndsOn
        ? [
            {
              kind: 'paragraph' as const,
              text: `Your trial is free until ${letterDate(trialEndsOn)}. We write again three days before it ends.`,
            },
          ]
        : []),
      {
        kind: 'paragraph',
        text: 'A good first step is your profile and your calendar. Reply to this message whenever something is unclear; people read it.',
      },
    ],
  }),
});
