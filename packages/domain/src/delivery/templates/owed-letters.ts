import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { letterDate } from './letter-date.ts';
import { defineTemplate, greeting, type MessageTemplate, type TemplateSupplier } from './template.ts';

/** What every letter about an unpaid invoice knows. `why` and `ask` are the words of the reason's class; a bank's own words may accuse. */
const owed = z.object({
  amountDueMinor: z.int().nonnegative(),
  currency: z.string().length(3),
  invoiceNumber: z.string().nullish(),
  invoiceUrl: z.url().nullish(),
  cardLast4: z.string().nullish(),
  why: z.string(),
  ask: z.string(),
  button: z.string(),
  /** What happens when nothing is paid, and the day it does where the supplier is. */
  next: z.object({ what: z.enum(['read_only', 'suspended', 'cancelled']), on: z.iso.date() }).nullish(),
});
type Owed = z.infer<typeof owed>;

const consequences: Readonly<Record<NonNullable<Owed['next']>['what'], string>> = {
  read_only: 'your account becomes read-only: everything stays visible, nothing can be changed',
  suspended: 'your account is suspended; nothing is deleted',
  cancelled: 'your subscription ends; your data is kept for as long as our terms say',
};

const example = ({ currency }: TemplateSupplier): Owed => ({
  amountDueMinor: 4_900,
  currency,
  invoiceNumber: 'WS-0042',
  invoiceUrl: 'https://app.wedsync.example/billing',
  cardLast4: '4242',
  why: 'Your bank declined the payment without telling us why.',
  ask: 'A short call to your bank often helps; or pay with another card.',
  button: 'Pay or change card',
  next: { what: 'read_only', on: '2026-06-15' },
});

type OwedLetter = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly subject: (amount: string) => string;
  readonly opening: (data: Owed, business: string) => string;
};

/** The letters of dunning, from the first word to the last; each says what is owed, what to do and what comes next. */
export const owedLetters: readonly MessageTemplate[] = [
  letter({
    name: 'payment-failed',
    title: 'Payment failed',
    description: 'The first word about a payment that did not go through, by the class of the reason.',
    subject: (amount) => `We could not take your payment of ${amount}`,
    opening: ({ why }, business) =>
      `The latest payment for ${business} did not go through. ${why} Nothing changes today.`,
  }),
  letter({
    name: 'payment-reminder',
    title: 'Payment reminder',
    description: 'Reminds of an unpaid invoice before anything happens to the account.',
    subject: (amount) => `A reminder: ${amount} is still open`,
    opening: ({ why }, business) => `An invoice of ${business} is still unpaid. ${why}`,
  }),
  letter({
    name: 'account-restricted',
    title: 'Account is read-only',
    description: 'Tells a supplier that nothing can be changed until the invoice is paid.',
    subject: () => 'Your WedSync account is read-only for now',
    opening: (_data, business) =>
      `The account of ${business} is read-only until an open invoice is paid. Couples still reach you, and nothing is lost. It opens again the moment the payment arrives.`,
  }),
  letter({
    name: 'final-notice',
    title: 'Final notice',
    description: 'The last letter before the subscription ends; the account is suspended.',
    subject: (amount) => `Final notice: please pay ${amount} to keep your account`,
    opening: (_data, business) =>
      `The account of ${business} is suspended because an invoice has not been paid. It opens again the moment the payment arrives.`,
  }),
  letter({
    name: 'subscription-ended',
    title: 'Subscription ended',
    description: 'Tells a supplier that the subscription was ended because an invoice stayed unpaid.',
    subject: () => 'Your WedSync subscription has ended',
    opening: (_data, business) =>
      `We have ended the subscription of ${business}, because an invoice stayed unpaid. Pay it at any time and write to us to start again where you left off.`,
  }),
];

function letter({ name, title, description, subject, opening }: OwedLetter): MessageTemplate {
  return defineTemplate<Owed>({
    name,
    title,
    description,
    purpose: 'service',
    data: owed,
    example,
    write: (data, supplier) => {
      const amount = formatMoney({ amountMinor: data.amountDueMinor, currency: data.currency.toUpperCase() });
      const { invoiceNumber, invoiceUrl, cardLast4, next, ask, button } = data;
      return {
        subject: subject(amount),
        blocks: [
          { kind: 'paragraph', text: greeting(supplier) },
          { kind: 'paragraph', text: opening(data, supplier.businessName) },
          {
            kind: 'facts',
            rows: [
              { label: 'Amount due', value: amount },
              ...(invoiceNumber ? [{ label: 'Invoice', value: invoiceNumber }] : []),
              ...(cardLast4 ? [{ label: 'Card', value: `ending in ${cardLast4}` }] : []),
            ],
          },
          { kind: 'paragraph', text: ask },
          ...(invoiceUrl ? [{ kind: 'button' as const, label: button, url: invoiceUrl }] : []),
          ...(next
            ? [
                {
                  kind: 'paragraph' as const,
                  text: `If it stays unpaid, on ${letterDate(next.on)} ${consequences[next.what]}.`,
                },
              ]
            : []),
          { kind: 'paragraph', text: 'Paid already? Then this crossed your payment, and you can forget it.' },
        ],
      };
    },
  });
}
