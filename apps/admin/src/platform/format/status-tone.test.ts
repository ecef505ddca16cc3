import { describe, expect, it } from 'vitest';
import { humanize, toneOf } from './status-tone.ts';

describe('states', () => {
  it('are one state however they are spelled', () => {
    expect(['past_due', 'Past due', 'past-due'].map(toneOf)).toEqual(['caution', 'caution', 'caution']);
  });
  it('nobody listed are neutral', () => expect(toneOf('sparkling')).toBe('neutral'));
  it.each([
    ['awaiting_approval', 'Awaiting approval'],
    ['amountMinor', 'Amount minor'],
    ['VAT rate', 'VAT rate'],
    ['storage_gb', 'Storage GB'],
  ])('%s reads %s', (name, words) => expect(humanize(name)).toBe(words));
});
