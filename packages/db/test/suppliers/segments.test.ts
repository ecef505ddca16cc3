import fc from 'fast-check';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import {
  operatorsOf,
  readSegmentRule,
  shapeOf,
  type SegmentFieldInfo,
  type SegmentRule,
} from '@wedsync/domain/suppliers';
import { beforeAll, describe, expect, test } from 'vitest';
import { previewSegment } from '../../src/suppliers/index.ts';
import { compileSegment, matchesSegment, segmentFields } from '../../src/segments/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { settle, settleNobody, type Someone } from './segments/a-population.ts';
import { evaluateRule } from './segments/evaluate-rule.ts';

const database = useTestDatabase();
/** Half past eleven on 10 June in London, the 11th in Auckland, still the 10th in Los Angeles. */
const now = new Date('2026-06-10T22:30:00Z');
let people: readonly Someone[] = [];

beforeAll(async () => {
  const { owner } = database.current;
  await owner.transaction(async (sql) => {
    people = await settle(sql, 60, now);
    await settleNobody(sql, now);
  });
  await owner.raw('analyze suppliers');
});

const askable = segmentFields.filter(
  ({ name }) => !name.startsWith('events.') || ['events.login', 'events.enquiry.received'].includes(name),
);

async function meant(rule: SegmentRule): Promise<string[]> {
  const { sql, bindings } = compileSegment(rule, now);
  const rows: { id: string }[] = await database.current
    .owner('suppliers as s')
    .whereRaw(sql, [...bindings])
    .orderBy('s.id')
    .select('s.id');
  return rows.map(({ id }) => id);
}

describe('a compiled rule', () => {
  test('means whom the rule read without SQL means', { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRule(askable), async (rule) => {
        expect(readSegmentRule(rule, segmentFields).faults).toEqual([]);
        const expected = people.filter(({ facts }) => evaluateRule(rule, facts, now)).map(({ id }) => id);
        expect(await meant(rule)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('asked of one supplier answers as it does among all', { timeout: 20_000 }, async () => {
    const asked = fc.tuple(anyRule(askable), fc.constantFrom(...people));
    await fc.assert(
      fc.asyncProperty(asked, async ([rule, { id, facts }]) => {
        const answer = await database.current.store.read(testActor(), (reader) =>
          matchesSegment(reader, id, rule, now),
        );
        expect(answer).toBe(evaluateRule(rule, facts, now));
      }),
      { numRuns: 50 },
    );
  });

  test('never holds what a rule says but as a binding', () => {
    const words = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `'";--${text}`);
    fc.assert(
      fc.property(words, (value) => {
        const rule: SegmentRule = {
          any: [
            { field: 'businessName', operator: 'contains', value },
            { field: 'region', operator: 'is', value },
          ],
        };
        expect(compileSegment(rule, now).sql).toBe('(s.sort_name like lower(?) or s.region = ?)');
      }),
    );
  });

  test('of a field that is gone says so', () => {
    expect(() => compileSegment({ field: 'starSign', operator: 'is', value: 'leo' }, now)).toThrow(/starSign/);
  });
});

test('a preview counts and names nobody outside the scope of who asks', async () => {
  const everybody = compileSegment({ not: { field: 'region', operator: 'is', value: 'Nowhere' } }, now);
  const welsh = testActor({ scope: { kind: 'region', regions: ['Wales'] } });
  const inWales = people
    .filter(({ facts }) => evaluateRule({ field: 'region', operator: 'is', value: 'Wales' }, facts, now))
    .map(({ id }) => id);
  const seen = await database.current.store.read(welsh, (reader) => previewSegment(reader, everybody));
  expect(seen).toMatchObject({ count: inWales.length, of: inWales.length });
  expect(inWales).toEqual(expect.arrayContaining(seen.sample.map(({ id }) => id)));
});

/** Any rule that the contract allows, with values close to what the suppliers have. */
function anyRule(fields: readonly SegmentFieldInfo[]): fc.Arbitrary<SegmentRule> {
  const condition = fc.constantFrom(...fields).chain((field) =>
    fc.constantFrom(...operatorsOf(field)).chain((operator) =>
      valueFor(field, shapeOf(field, operator)).map((value) => ({
        field: field.name,
        operator,
        ...(value === undefined ? {} : { value }),
      })),
    ),
  );
  const group = (inner: fc.Arbitrary<SegmentRule>) => fc.array(inner, { minLength: 1, maxLength: 3 });
  const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      condition,
      group(tie('rule')).map((all) => ({ all })),
      group(tie('rule')).map((any) => ({ any })),
      tie('rule').map((not) => ({ not })),
    ),
  }));
  return rule;
}

type Value = Exclude<SegmentRule, { all: unknown } | { any: unknown } | { not: unknown }>['value'];

function valueFor(field: SegmentFieldInfo, shape: ReturnType<typeof shapeOf>): fc.Arbitrary<Value> {
  const one = single(field);
  const days = fc.integer({ min: 1, max: 14 });
  switch (shape) {
    case 'one':
      return one;
    case 'many':
      return fc.array(one.map(String), { minLength: 1, maxLength: 3 });
    case 'range':
      return field.type === 'date' ? pairOf(dates) : pairOf(numbers(field));
    case 'days':
      return days;
    case 'count':
      return fc.record({ count: fc.integer({ min: 0, max: 4 }), days });
    case 'nothing':
    case null:
      return fc.constant(undefined);
  }
}

const dates = fc.integer({ min: -15, max: 15 }).map((days) =>
  plusMs(now, days * DAY_MS)
    .toISOString()
    .slice(0, 10),
);

function single({ type, choices, ...field }: SegmentFieldInfo): fc.Arbitrary<string | number | boolean> {
  if (type === 'boolean') return fc.boolean();
  if (type === 'date') return dates;
  if (type === 'number' || type === 'money') return numbers({ type, ...field });
  if (type === 'list' && choices === undefined) return fc.constantFrom('vip', 'beta', 'nobody');
  if (type === 'text') return fc.constantFrom('meadow', 'FLOWERS', 'o%h', 'Zinnia Photography 3', '_');
  return fc.constantFrom(...(choices?.map(({ id }) => id) ?? ['London', 'Wales', 'GB', 'stf_1']));
}

function numbers({ type, min = 0, max = 100, fraction }: SegmentFieldInfo): fc.Arbitrary<number> {
  if (fraction === true) return fc.constantFrom(0, 0.125, 0.3, 0.7, 1);
  if (type === 'money') return fc.constantFrom(0, 1_900, 4_899, 7_900);
  return fc.integer({ min, max: Math.min(max, 100) });
}

function pairOf<T extends string | number>(one: fc.Arbitrary<T>): fc.Arbitrary<[T, T]> {
  return fc.tuple(one, one).map(([a, b]) => (a <= b ? [a, b] : [b, a]));
}
