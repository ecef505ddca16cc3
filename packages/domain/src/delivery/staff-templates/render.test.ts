import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TemplateFacts } from './placeholders.ts';
import { templateProblems } from './problems.ts';
import { linksIn, withoutLinks } from './links.ts';
import { fillTemplate, whyNotSent, type TemplateWords } from './render.ts';

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

describe('what is known of a reader', () => {
  const body = 'Dear {{business.name}}.\n\n[See how](https://app.wedsync.example/?for={{business.name}})';
  const named = (businessName: string, over: Partial<TemplateWords> = { body }) =>
    fillTemplate(words(over), { ...facts, businessName });

  test('makes no link, and the letter is sent all the same', () => {
    const filled = named('https://evil.example/login or rose.example');
    expect(filled.text).toContain('Dear https: //evil. example/login or rose. example.');
    expect(filled.strayLinks).toEqual([]);
  });

  test('cannot lead an address of ours elsewhere', () => {
    expect(named('Rose & Lily').text).toContain('https://app.wedsync.example/?for=Rose%20%26%20Lily');
    expect(named('.evil.example', { body: '[Go](https://app.wedsync.example{{business.name}}/)' }).strayLinks).toEqual([
      'https://app.wedsync.example.evil.example/',
    ]);
  });

  test('does not complete a link with the words of the template', () => {
    const filled = named('evil', { body: 'See {{business.name}}.example' });
    expect(whyNotSent(filled)).toMatch(/evil.example/);
  });

  test('never makes a link, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress(), fc.domain()), (businessName) => {
        expect(linksIn(withoutLinks(businessName))).toEqual([]);
      }),
    );
  });

  test('may be led by a link that the sender passes along', () => {
    const given = { link: 'https://tickets.example/7' };
    expect(fillTemplate(words({ body: '[See]({{given.link}})' }), { ...facts, given }).strayLinks).toEqual([]);
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
    ['for a link that a fallback completes', { body: 'See https:{{given.detail|//evil.example/login}}' }, 'body'],
    ['for an address that a fallback completes', { body: 'See w{{given.detail|ww.evil.example}}' }, 'body'],
    ['for a link that is left when nothing is known', { body: 'evil.{{given.detail|a. }}example' }, 'body'],
    ['for a domain that a name completes', { body: 'Dear {{business.name}}.example' }, 'body'],
    ['for a host that a name completes', { body: '[Go](https://{{business.name}}.evil.example/)' }, 'body'],
    ['for a passed-along link with a foreign fallback', { body: '[Go]({{given.link|https://evil.example}})' }, 'body'],
    ['for a bare domain', { body: 'See evil.example/x, please.' }, 'body'],
    ['for a bare domain in other letters', { body: 'See пример。рф' }, 'body'],
    ['for a foreign e-mail address', { body: 'Write to help@evil.example' }, 'body'],
    ['for a link on a button', { body: '[evil.example](https://app.wedsync.example/)' }, 'body'],
    ['for a bare domain in the subject', { subject: 'See evil.example' }, 'subject'],
    ['for an address without https', { body: '[Go](javascript:void)' }, 'body'],
    ['for a letter without a subject', { subject: '' }, 'subject'],
    ['for a text message with one', { channel: 'sms' as const }, 'subject'],
  ])('%s', (_why, over, field) => expect(Object.keys(problems(over))).toEqual([field]));

  test.each([
    ['when all is well', {}],
    ['for a full stop behind a link', { body: 'See https://app.wedsync.example/x.' }],
    ['for hours, sums and initials', { body: 'At 9.30 p.m., e.g. £19.50 for A.B.C… and so on...' }],
    ['for a passed-along link', { body: '[Go]({{given.link}})\n\n[Or]({{given.link|https://app.wedsync.example/y}})' }],
    ['for a name within an address of ours', { body: '[Go](https://app.wedsync.example/?for={{business.name}})' }],
  ])('but not %s', (_why, over) => expect(problems(over)).toEqual({}));
});
