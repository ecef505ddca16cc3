import { describe, expect, test } from 'vitest';
import { describeSegmentRule } from './describe-rule.ts';
import { readSegmentRule, segmentRuleSchema } from './read-rule.ts';
import { segmentLimits, type SegmentFieldInfo } from './rule.ts';

const fields: readonly SegmentFieldInfo[] = [
  {
    name: 'plan',
    label: 'Plan',
    group: 'x',
    type: 'choice',
    choices: [{ id: 'scale', name: 'Scale' }],
    canBeEmpty: true,
  },
  { name: 'lastSeenAt', label: 'Last seen', group: 'x', type: 'date' },
  { name: 'score', label: 'Health score', group: 'x', type: 'number', min: 0, max: 100 },
  { name: 'mrr', label: 'MRR', group: 'x', type: 'money' },
  { name: 'region', label: 'Region', group: 'x', type: 'choice' },
  { name: 'logins', label: 'logins', group: 'x', type: 'eventCount' },
  { name: 'dispute', label: 'Open dispute', group: 'x', type: 'boolean' },
];
const onScale = { field: 'plan', operator: 'is', value: 'scale' };
const read = (raw: unknown) => readSegmentRule(raw, fields);
const faultsOf = (raw: unknown) => read(raw).faults.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('reading a rule', () => {
  test('names every fault by where it stands', () => {
    const rule = {
      all: [
        onScale,
        { field: 'starSign', operator: 'is', value: 'leo' },
        { not: { field: 'score', operator: 'atLeast', value: 101 } },
        { any: [] },
        { field: 'plan', operator: 'atLeast', value: 1 },
        { field: 'logins', operator: 'atLeast', value: { count: 1, days: 0 } },
        { ...onScale, onlyFor: 'fun' },
      ],
    };
    expect(faultsOf(rule)).toEqual([
      'all.1.field: There is no such field.',
      'all.2.not.value: At most 100.',
      'all.3.any: Add a condition: a group without any says nothing.',
      expect.stringMatching(/^all\.4\.operator: Plan offers is \(is\), /),
      'all.5.value.days: At least 1.',
      'all.6.onlyFor: A condition has field, operator and value.',
    ]);
  });

  test('refuses what is no rule at all', () => {
    for (const raw of [
      null,
      'x',
      7,
      [],
      [onScale],
      {},
      { all: onScale },
      { not: null },
      { all: [onScale], any: [onScale] },
    ])
      expect(faultsOf(raw)).not.toEqual([]);
  });

  test('refuses depth and size without following them', () => {
    let deep: unknown = onScale;
    for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
    expect(faultsOf(deep)).toEqual([': Groups stand in each other at most 6 deep.']);
    const wide = { all: Array.from({ length: 1_000_000 }, () => onScale) };
    expect(faultsOf(wide)).toEqual([`: A rule has at most ${segmentLimits.maxConditions} conditions.`]);
    const longList = { field: 'region', operator: 'isAnyOf', value: Array.from({ length: 101 }, () => 'Wales') };
    expect(faultsOf(longList)).toEqual(['value: Choose at most 100.']);
  });

  test('refuses values that no column can hold or that belong to another type', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0.5, '1', null, [1, 2], { count: 1, days: 1 }];
    for (const value of values) expect(faultsOf({ field: 'mrr', operator: 'atLeast', value })).not.toEqual([]);
    expect(faultsOf({ field: 'region', operator: 'is', value: 'a\0b' })).not.toEqual([]);
    expect(faultsOf({ field: 'lastSeenAt', operator: 'between', value: ['2026-02-30', '2026-03-01'] })).not.toEqual([]);
    for (const value of ['0000-01-01', '9999-12-31'])
      expect(faultsOf({ field: 'lastSeenAt', operator: 'before', value })).toEqual([
        'value: Give a date from 1900 to 2199.',
      ]);
    expect(faultsOf({ field: 'score', operator: 'between', value: [9, 1] })).toEqual([
      'value: The lowest comes first.',
    ]);
  });

  test('takes names of the prototype for no field', () => {
    for (const field of ['constructor', '__proto__', 'toString'])
      expect(faultsOf({ field, operator: 'is', value: 'x' })).toEqual(['field: There is no such field.']);
    expect(faultsOf({ field: 'plan', operator: 'toString', value: 'x' })[0]).toMatch(/^operator/);
  });

  test('gives faults to a form at the path of the contract', () => {
    const parsed = segmentRuleSchema(fields).safeParse({ any: [{ field: 'plan', operator: 'is', value: 'gold' }] });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['any.0.value']);
  });
});

describe('a rule in words', () => {
  const words = (raw: unknown) => {
    const { rule, faults } = read(raw);
    if (rule === null) throw new Error(JSON.stringify(faults));
    return describeSegmentRule(rule, fields, ({ type }, value) =>
      type === 'money' ? `£${Number(value) / 100}` : undefined,
    );
  };
  const away = { field: 'lastSeenAt', operator: 'moreThanDaysAgo', value: 14 };

  test('reads as a sentence', () => {
    expect(words({ all: [onScale, away] })).toBe('Plan is Scale and last seen is more than 14 days ago');
  });

  test('has brackets only where "and" meets "or"', () => {
    const some = {
      any: [
        { field: 'dispute', operator: 'is', value: true },
        { field: 'mrr', operator: 'between', value: [1_900, 4_900] },
      ],
    };
    expect(words({ all: [onScale, some] })).toBe('Plan is Scale and (open dispute or MRR is between £19 and £49)');
    expect(words({ any: [{ all: [onScale] }, { not: some }] })).toBe(
      'Plan is Scale or not (open dispute or MRR is between £19 and £49)',
    );
  });

  test('tells counts, lists, emptiness and no', () => {
    expect(words({ field: 'logins', operator: 'atMost', value: { count: 2, days: 1 } })).toBe(
      'At most 2 × logins in the last 1 day',
    );
    expect(words({ field: 'region', operator: 'isAnyOf', value: ['Kent', 'Essex', 'Wales'] })).toBe(
      'Region is any of Kent, Essex or Wales',
    );
    expect(words({ not: { field: 'plan', operator: 'isEmpty' } })).toBe('Not (plan is empty)');
    expect(words({ field: 'dispute', operator: 'is', value: false })).toBe('No open dispute');
  });

  test('shows its gaps while it is being written', () => {
    expect(describeSegmentRule({ field: 'plan', operator: 'is' }, fields)).toBe('Plan is …');
    expect(describeSegmentRule({ field: 'lastSeenAt', operator: 'moreThanDaysAgo' }, fields)).toBe(
      'Last seen is more than … days ago',
    );
    expect(describeSegmentRule({ field: 'mrr', operator: 'between' }, fields)).toBe('MRR is between … and …');
  });
});
