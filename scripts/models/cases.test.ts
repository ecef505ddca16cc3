import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seededRandom } from '@wedsync/domain/platform/statistics';
import { answer, isSupported } from './answer.ts';
import { printed } from './printed.ts';
import { differences, toleranceSchema } from './tolerance.ts';

const folder = process.env['CASES_DIR'] ?? '';
const backtestSchema = z.object({ points: z.array(z.object({ l2: z.number() })) });
const caseSchema = z.object({
  id: z.string(),
  op: z.string(),
  input: z.unknown(),
  expected: z.unknown(),
  tolerance: toleranceSchema,
});

const cases = (folder === '' ? [] : readdirSync(folder).filter((name) => name.endsWith('.json')))
  .map((name) => caseSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  .filter(({ op }) => isSupported(op));

/** Values that start with data/ are files beside the cases. */
function placed(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input), (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('data/') ? join(folder, value) : value,
  );
}

/** Training takes seconds where a formula takes none. */
const caseTimeoutMs = 60_000;

describe('reference cases', { timeout: caseTimeoutMs }, () => {
  if (folder === '') test.skip('set CASES_DIR to the folder of reference cases to run them');
  else test('are found', () => expect(cases.length).toBeGreaterThanOrEqual(26));
  test.each(cases)('$id', ({ op, input, expected, tolerance }) =>
    expect(differences(expected, JSON.parse(printed(answer({ op, input: placed(input) }))), tolerance)).toEqual([]),
  );
});

describe('the adapter', () => {
  test('says so when it has no such operation', () =>
    expect(answer({ op: 'tarot.draw', input: {} })).toEqual({ unsupported: true }));
  test('names the field of an input it cannot read', () =>
    expect(() => answer({ op: 'saas.rates', input: { opening: 'much' } })).toThrow(/opening/));
  test('prints fractions to twelve digits and whole numbers whole', () =>
    expect(printed({ third: 1 / 3, cents: 1_234_567_890_123 })).toBe('{"third":0.333333333333,"cents":1234567890123}'));
  test('judges by the rule of the longest path', () => {
    const tolerance = { '*': { abs: 0.1 }, 'params.a': { abs: 1 }, published: 'info' };
    const expected = { params: { a: 1, b: 1 }, published: 5 };
    expect(differences(expected, { params: { a: 1.9, b: 1.2 } }, tolerance)).toEqual(['params.b: expected 1, got 1.2']);
  });

  // ChartMogul, "MRR movements", the lifecycle of one customer.
  test('follows the published lifecycle of a customer', () => {
    const events = [
      { account: 'a', subscription: 'gold', at: '2026-01-01', mrr: 166.67 },
      { account: 'a', subscription: 'silver', at: '2026-02-01', mrr: 60 },
      { account: 'a', subscription: 'silver', at: '2026-03-15', mrr: 0 },
      { account: 'a', subscription: 'gold', at: '2027-01-01', mrr: 0 },
      { account: 'a', subscription: 'gold-2', at: '2027-03-01', mrr: 150 },
    ];
    expect(answer({ op: 'saas.movementsFromEvents', input: { events } })).toMatchObject({
      movements: [
        { type: 'new', amount: 166.67 },
        { type: 'expansion', amount: 60 },
        { type: 'contraction', amount: -60 },
        { type: 'churn', amount: -166.67 },
        { type: 'reactivation', amount: 150 },
      ],
      mrr: 150,
    });
  });

  const subscriptions = {
    name: 'subscriptions.csv',
    text: [
      'account_id,start_date,end_date,mrr_amount,is_trial',
      'a,2026-01-05,,100,False',
      'a,2026-03-01,,20,False',
      'b,2026-01-31,2026-03-31,50,False',
      'c,2026-02-10,,10.50,False',
      'd,2026-01-01,,99,True',
    ].join('\n'),
  };
  test('tells net from gross retention: what grew and what was lost are not netted in gross', () =>
    expect(answer({ op: 'saas.retention', input: { subscriptions, from: '2026-01', to: '2026-03' } })).toMatchObject({
      accounts: 2,
      startMrr: 150,
      endMrr: 120,
      nrr: 120 / 150,
      grr: 100 / 150,
      logoChurn: 0.5,
    }));
  test('shows cohorts by the month of their first MRR', () =>
    expect(answer({ op: 'saas.cohorts', input: { subscriptions, from: '2026-01', to: '2026-03' } })).toEqual({
      cohorts: [
        { cohort: '2026-01', customers: 2, mrr: 150, logoRetention: [1, 1, 0.5], mrrRetention: [1, 1, 120 / 150] },
        { cohort: '2026-02', customers: 1, mrr: 10.5, logoRetention: [1, 1], mrrRetention: [1, 1] },
      ],
    }));

  test('chooses the ridge of a back-test by dates later than it learns from, so that noise is held down', () => {
    const random = seededRandom(8);
    const names = Array.from({ length: 30 }, (_, i) => `noise${i}`);
    const days = Array.from({ length: 8 }, (_, i) => `2026-0${i + 1}-28`);
    const lines = days.flatMap((day) =>
      Array.from({ length: 30 }, () => [day, Math.floor(random() * 2), ...names.map(() => random().toFixed(3))].join()),
    );
    const file = { name: 'noise.csv', text: [['asOf', 'left', ...names].join(), ...lines].join('\n') };
    const input = { file, target: 'left', numeric: names, horizonDays: 28 };
    const { points } = backtestSchema.parse(answer({ op: 'churn.backtestAsOf', input }));
    expect(points.at(-1)?.l2).toBeGreaterThan(1);
  });
});
