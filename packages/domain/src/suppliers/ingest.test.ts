import { describe, expect, test } from 'vitest';
import { mergeUpserts, missingForNewSupplier, supplierUpsertSchema } from './ingest.ts';

describe('messages about one supplier in one batch', () => {
  test('become one: the later wins, field by field', () => {
    expect(
      mergeUpserts([
        { externalId: 'a', businessName: 'Old', region: 'Wales' },
        { externalId: 'b', region: 'London' },
        { externalId: 'a', businessName: 'New' },
      ]),
    ).toEqual([
      { externalId: 'a', businessName: 'New', region: 'Wales' },
      { externalId: 'b', region: 'London' },
    ]);
  });

  test('a field left undefined does not wipe what an earlier one said', () => {
    expect(
      mergeUpserts([
        { externalId: 'a', region: 'Wales' },
        { externalId: 'a', region: undefined },
      ]),
    ).toEqual([{ externalId: 'a', region: 'Wales' }]);
  });
});

describe('what the host application may send', () => {
  const fieldAt = (supplier: object) => supplierUpsertSchema.safeParse(supplier).error?.issues[0]?.path[0];

  test('a new supplier lacks every field that nobody can guess', () => {
    expect(Object.keys(missingForNewSupplier({ externalId: 'a', region: 'Wales' }))).toEqual([
      'businessName',
      'vendorType',
      'country',
      'timeZone',
      'currency',
      'signedUpAt',
    ]);
  });

  test.each([
    [{ businessName: 'a\u0000b' }, 'businessName'],
    [{ businessName: '\ud800' }, 'businessName'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ country: 'gb' }, 'country'],
    [{ currency: 'POUNDS' }, 'currency'],
    [{ signedUpAt: 'yesterday' }, 'signedUpAt'],
    [{ weddingDates: [{ date: '2027-02-30' }] }, 'weddingDates'],
    [{ contacts: [{ name: 'A', email: 'nobody' }] }, 'contacts'],
  ])('%j is refused at its field', (fields, field) => {
    expect(fieldAt({ externalId: 'a', ...fields })).toBe(field);
  });

  test('tags are lower case and each counts once', () => {
    expect(supplierUpsertSchema.parse({ externalId: 'a', tags: ['VIP', 'vip ', 'beta'] }).tags).toEqual([
      'vip',
      'beta',
    ]);
  });
});
