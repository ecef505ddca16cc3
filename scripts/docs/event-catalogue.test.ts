import { readFileSync } from 'node:fs';
import { asPresentVersion, eventCatalogue, eventKindOf, whyUnfit } from '@wedsync/domain/events';
import { describe, expect, test } from 'vitest';
import { brokenPromises, catalogueFile, drawCatalogue, unpublished } from './event-catalogue.ts';
import { neverTold } from './emit-sites.ts';

test('docs/events shows the events as they are declared (npm run docs draws it anew)', () => {
  expect(readFileSync(catalogueFile, 'utf8')).toBe(drawCatalogue());
});

describe('the schema of a version', () => {
  test('is published with its first release (npm run docs does that)', () => {
    expect(unpublished().map(({ file }) => file)).toEqual([]);
  });

  test('stays as it was published: what tells something else is a new version', () => {
    expect(brokenPromises()).toEqual([]);
  });
});

const types = eventCatalogue().map(({ type }) => type);

test.each(types)('%s: its example fits, and what was told in earlier versions is read as the present one', (type) => {
  const { example, former = [] } = eventKindOf(type) ?? {};
  expect(whyUnfit(type, example)).toBeNull();
  former.forEach((earlier, index) => {
    expect(earlier.payload.safeParse(earlier.example).error).toBeUndefined();
    expect(whyUnfit(type, asPresentVersion(type, index + 1, earlier.example))).toBeNull();
  });
});

test('what is not declared, or does not fit, is named with the reason', () => {
  expect(whyUnfit('invoice.eaten', {})).toBe('No event of type invoice.eaten is declared.');
  expect(whyUnfit('plan.revised', { number: 'two' })).toMatch(/^number: .*expected number/i);
  expect(whyUnfit('plan.revised', { number: 2, colour: 'red' })).toMatch(/colour/);
});

test('every declared event is told somewhere', () => {
  expect(neverTold(types)).toEqual([]);
});
