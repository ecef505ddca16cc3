import { describe, expect, test } from 'vitest';
import { decidePermission, defaultRules, type PermissionFacts } from './consent-rules.ts';
import { contactChannels, contactPurposes } from './contract.ts';

const facts = (over: Partial<PermissionFacts>): PermissionFacts => ({
  purpose: 'marketing',
  channel: 'email',
  lastWord: null,
  suppressed: null,
  hasAddress: true,
  ...over,
});
const said = (state: 'granted' | 'withdrawn') =>
  ({ state, basis: 'consent', saidAt: '2026-06-01T10:00:00.000Z' }) as const;
const allowed = (over: Partial<PermissionFacts>) => decidePermission(facts(over)).allowed;

describe('while nothing was said', () => {
  test('no marketing leaves by e-mail or text message', () => {
    expect([allowed({}), allowed({ channel: 'sms' })]).toEqual([false, false]);
  });
  test('what the contract asks for and messages in the app need no yes', () => {
    expect([allowed({ purpose: 'service' }), allowed({ channel: 'in_app' })]).toEqual([true, true]);
  });
});

test('a yes opens what must be asked first, and a no closes whatever can be closed', () => {
  for (const purpose of contactPurposes)
    for (const channel of contactChannels) {
      expect(allowed({ purpose, channel, lastWord: said('granted') })).toBe(true);
      expect(allowed({ purpose, channel, lastWord: said('withdrawn') })).toBe(
        defaultRules[purpose][channel] === 'always',
      );
    }
});

test('an address that does not work is never written to, whatever was agreed', () => {
  for (const purpose of contactPurposes)
    expect(allowed({ purpose, lastWord: said('granted'), suppressed: 'bounced' })).toBe(false);
});

test('a refusal says since when', () => {
  expect(decidePermission(facts({ lastWord: said('withdrawn') }))).toEqual({
    allowed: false,
    why: 'They said no to marketing by e-mail on 2026-06-01.',
  });
});
