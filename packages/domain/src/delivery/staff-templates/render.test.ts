import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TemplateFacts } from './placeholders.ts';
import { templateProblems } from './problems.ts';
import { fillTemplate, type TemplateWords } from './render.ts';

const facts: TemplateFacts = {
  contactName: 'Rose Marlowe',
  businessName: 'Rose & Lily',
  planCode: 'professional',
  ownerName: null,
  nextWeddingOn: '2026-06-20',
  signedUpAt: new Date('2024-03-01T23:30:00Z'),
  timeZone: 'Europe/London',
  given: {},
};
const words = (over: Partial<TemplateWords>): TemplateWords => ({
  channel: 'email',
  subject: 'For {{business.name}}',
  body: 'Hello {{contact.first_name}},\n\nWell done.\n[See how](https://app.wedsync.example/x)',
  ...over,
});
const problems = (over: Partial<TemplateWords>) => templateProblems(words(over), ['app.wedsync.example']);

describe('a template', () => {
  test('says the same in HTML and in plain text', () => {
    const { subject, text, html } = fillTemplate(words({}), facts);
    expect(subject).toBe('For Rose & Lily');
    expect(text).toContain('Hello Rose,\n\nWell done.\n\nSee how: https://app.wedsync.example/x');
    expect(html).toContain('href="https://app.wedsync.example/x"');
  });

  test('names what has neither a value nor a fallback', () => {
    const body = '{{owner.name}} and {{owner.name|your team}}';
    expect(fillTemplate(words({ body }), facts)).toMatchObject({
      missing: ['owner.name'],
      text: expect.stringContaining(' and your team'),
    });
  });

  test('in the app keeps its first button apart', () => {
    expect(fillTemplate(words({ channel: 'in_app' }), facts)).toMatchObject({
      text: 'Hello Rose,\n\nWell done.',
      link: { label: 'See how', url: 'https://app.wedsync.example/x' },
      html: null,
    });
  });

  test('no value adds a line, a link or markup', () => {
    const count = (html: string | null) => html?.match(/</g)?.length;
    const plain = count(fillTemplate(words({}), facts).html);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant('\n\n[x](https://evil.example)\n\n<b>')), (businessName) => {
        const body = `${words({}).body}\n\n{{business.name}}`;
        expect(count(fillTemplate(words({ body }), { ...facts, businessName }).html)).toBe((plain ?? 0) + 2);
      }),
    );
  });
});

describe('a template is refused', () => {
  test.each([
    ['for a placeholder nobody knows', { body: '{{supplier.password}}' }, 'body'],
    ['for stray braces', { body: 'Hello {{name' }, 'body'],
    ['for a button that leads elsewhere', { body: '[Go](https://evil.example/app.wedsync.example)' }, 'body'],
    ['for a host that only begins like ours', { body: 'https://app.wedsync.example.evil.example' }, 'body'],
    ['for an address that only readers’ programs take for a link', { body: 'See www.evil.example' }, 'body'],
    ['for a link in the subject', { subject: 'https://evil.example' }, 'subject'],
    ['for a host hidden behind a name', { body: '[Go](https://app.wedsync.example@evil.example/)' }, 'body'],
    ['for an address without https', { body: '[Go](javascript:void)' }, 'body'],
    ['for a letter without a subject', { subject: '' }, 'subject'],
    ['for a text message with one', { channel: 'sms' as const }, 'subject'],
  ])('%s', (_why, over, field) => expect(Object.keys(problems(over))).toEqual([field]));

  test('but not when all is well', () => expect(problems({})).toEqual({}));
});
