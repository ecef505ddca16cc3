import { expect, test } from 'vitest';
import { eventKindOf } from '../events/index.ts';
import { marketingRules } from './marketing-rules.ts';

test.each(marketingRules)('$name tells the tool something of the event its declaration shows', (rule) => {
  const properties = rule.propertiesOf(eventKindOf(rule.eventType)?.example);
  expect(Object.keys(properties ?? {}).length).toBeGreaterThan(0);
});

test('no two rules share a name, and none tells the tool of another’s event under its name', () => {
  expect(new Set(marketingRules.map(({ name }) => name)).size).toBe(marketingRules.length);
  expect(new Set(marketingRules.map(({ tellsAs }) => tellsAs)).size).toBe(marketingRules.length);
});

test('a standing that changes tells the tool of the end of a trial, and of nothing else', () => {
  const rule = marketingRules.find(({ name }) => name === 'trial-ended');
  const standing = { planCode: 'starter', mrrMinor: 1_900 };
  expect(rule?.propertiesOf({ ...standing, lifecycleBefore: 'trial', lifecycle: 'active' })).toEqual({
    became: 'active',
    plan: 'starter',
  });
  expect(rule?.propertiesOf({ ...standing, lifecycleBefore: 'active', lifecycle: 'past_due' })).toBeNull();
  expect(rule?.propertiesOf({ ...standing, lifecycleBefore: null, lifecycle: 'active' })).toBeNull();
});
