import { describe, expect, test } from 'vitest';
import { messageRules } from '../message-rules.ts';
import { alertTypes } from '../alert-types.ts';
import { findTemplate, messageTemplates, type TemplateSupplier } from './index.ts';

const supplier: TemplateSupplier = {
  id: 'sup_1',
  businessName: 'Rose & Lily',
  contactName: 'Rose Marlowe',
  currency: 'GBP',
  timeZone: 'Europe/London',
};

describe.each(messageTemplates.map((template) => [template.name, template] as const))(
  'the letter %s',
  (_name, template) => {
    test('greets its reader by first name and names the business', () => {
      const { text, subject } = template.preview(supplier);
      expect(text).toMatch(/^Hello Rose,/);
      expect(text).toContain('Rose & Lily');
      expect(subject).not.toBe('');
    });

    test('refuses facts it cannot use instead of writing nonsense', () => {
      expect(() => template.render({ amountMinor: 'lots', amountDueMinor: 'lots' }, supplier)).toThrow();
    });
  },
);

test('every rule names a letter or an alert type that exists', () => {
  for (const rule of messageRules) {
    if (rule.kind === 'letter') expect(findTemplate(rule.template)?.name).toBe(rule.template);
    else if (rule.kind === 'alert') expect(alertTypes.map(({ type }) => type)).toContain(rule.alertType);
  }
});

test('a refund is told in the currency it was made in', () => {
  const letter = findTemplate('refund-made')?.render({ amountMinor: 1_250, currency: 'eur' }, supplier);
  expect(letter?.subject).toContain('€12.50');
});
