import { calendarDate } from '@wedsync/domain/platform';
import { letterDate } from '../templates/letter-date.ts';

/** What is known of the reader when a template is filled in. */
export type TemplateFacts = {
  readonly contactName: string | null;
  readonly businessName: string;
  readonly planCode: string | null;
  readonly ownerName: string | null;
  readonly nextWeddingOn: string | null;
  readonly signedUpAt: Date;
  readonly timeZone: string;
  /** What the sender passes along, such as the milestone a playbook celebrates. */
  readonly given: Readonly<Partial<Record<'title' | 'detail' | 'link', string>>>;
};

export type Placeholder = {
  readonly name: string;
  readonly title: string;
  readonly type: 'text' | 'date' | 'link';
  /** Null when there is nothing to say; the fallback of the template stands in, and without one the message is not sent. */
  readonly value: (facts: TemplateFacts) => string | null;
};

/** Everything a template may mention; what is not here is refused when it is saved. */
export const placeholders: readonly Placeholder[] = [
  row('contact.first_name', 'First name', ({ contactName }) => contactName?.trim().split(/\s+/)[0] ?? null),
  row('contact.name', 'Name', ({ contactName }) => contactName),
  row('business.name', 'Name of the business', ({ businessName }) => businessName),
  row('plan.name', 'Plan', ({ planCode }) => planCode && `${planCode.charAt(0).toUpperCase()}${planCode.slice(1)}`),
  row('owner.name', 'Their success manager', ({ ownerName }) => ownerName),
  {
    ...row('wedding.next', 'Next wedding', ({ nextWeddingOn }) => nextWeddingOn && letterDate(nextWeddingOn)),
    type: 'date',
  },
  {
    ...row('account.since', 'Customer since', ({ signedUpAt, timeZone }) =>
      letterDate(calendarDate(signedUpAt, timeZone)),
    ),
    type: 'date',
  },
  row('given.title', 'Passed along: title', ({ given }) => given.title ?? null),
  row('given.detail', 'Passed along: detail', ({ given }) => given.detail ?? null),
  { ...row('given.link', 'Passed along: link', ({ given }) => given.link ?? null), type: 'link' },
];

function row(name: string, title: string, value: Placeholder['value']): Placeholder {
  return { name, title, type: 'text', value };
}

export function findPlaceholder(name: string): Placeholder | undefined {
  return placeholders.find((placeholder) => placeholder.name === name);
}
