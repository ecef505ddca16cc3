import { logistic, seededRandom } from '@wedsync/domain/platform/statistics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { armOf, seedOf } from '../playbooks/holdout.ts';
import { addCells, type RoiCell } from './cells.ts';
import { recommend, valueOfKnowing, type PlaybookPace } from './recommendations.ts';
import { addLines, measureCells } from './report.ts';

const smallest = 0.05;

function cell(over: Partial<RoiCell> = {}): RoiCell {
  return {
    ...addCells([]),
    month: '2026-01',
    playbookId: 'pb_1',
    arm: 'treated',
    planCode: 'starter',
    healthBand: 'critical',
    ...over,
  };
}

/** One cell of so many, of whom so many stayed, each worth £500. */
function stayed(arm: RoiCell['arm'], n: number, successes: number, over: Partial<RoiCell> = {}): RoiCell {
  const worth = { residualKnown: n, residualMinor: n * 50_000 };
  return cell({ arm, entered: n, suppliers: n, stayJudged: n, stayed: successes, ...worth, ...over });
}

const spent = (costThousandths: number, judgedCostThousandths = costThousandths) => ({
  costThousandths,
  judgedCostThousandths,
});

describe('saved revenue', () => {
  test('is the treated times the difference in staying times what one is worth, less what it cost', () => {
    const line = measureCells([stayed('treated', 900, 855, spent(4_500_000)), stayed('held_out', 100, 85)], smallest);
    expect(line.saved?.minor).toBe(900 * 0.1 * 50_000);
    expect(line.costMinor).toBe(4_500);
    expect(line.net?.minor).toBe(4_500_000 - 4_500);
    expect(line.ratio?.value).toBeCloseTo(999, 0);
  });

  test('is not told, nor anything that follows from it, when an arm is too small', () => {
    const line = measureCells([stayed('treated', 900, 855), stayed('held_out', 19, 15)], smallest);
    expect([line.saved, line.net, line.ratio]).toEqual([null, null, null]);
  });

  test('of several playbooks is their sum, and its error smaller than theirs added up', () => {
    const one = measureCells([stayed('treated', 900, 855), stayed('held_out', 100, 85)], smallest);
    const both = addLines([one, one]);
    const half = (interval: { minor: number; low: number } | null) => (interval?.minor ?? 0) - (interval?.low ?? 0);
    expect(both.saved?.minor).toBe(2 * (one.saved?.minor ?? 0));
    expect(half(both.saved)).toBeCloseTo(Math.SQRT2 * half(one.saved), -1);
  });

  test('is held against what was spent on the same suppliers; the total cost stands beside it', () => {
    const told = measureCells(
      [stayed('treated', 900, 855, spent(9_000_000, 4_500_000)), stayed('held_out', 100, 85)],
      smallest,
    );
    const untold = measureCells([stayed('treated', 900, 855, spent(7_000_000)), stayed('held_out', 19, 15)], smallest);
    expect([told.costMinor, told.judgedCostMinor, told.net?.minor]).toEqual([9_000, 4_500, 4_500_000 - 4_500]);
    expect([untold.costMinor, untold.judgedCostMinor, untold.net]).toEqual([7_000, null, null]);
    expect(addLines([told, untold])).toMatchObject({ costMinor: 16_000, judgedCostMinor: 4_500, net: told.net });
  });

  test('less what was spent on the same is net, and all that was spent is no less, whatever is added', () => {
    const n = fc.integer({ min: 0, max: 2_000 });
    const cost = fc.integer({ min: 0, max: 9_999_999 });
    const playbook = fc
      .record({ treated: n, heldOut: n, kept: fc.double({ min: 0, max: 1, noNaN: true }), judged: cost, more: cost })
      .map(({ treated, heldOut, kept, judged, more }) =>
        measureCells(
          [
            stayed('treated', treated, Math.floor(treated * kept), spent(judged + more, judged)),
            stayed('held_out', heldOut, Math.floor(heldOut / 2)),
          ],
          smallest,
        ),
      );
    fc.assert(
      fc.property(fc.array(playbook, { minLength: 1, maxLength: 5 }), (lines) => {
        for (const { saved, net, costMinor, judgedCostMinor } of [...lines, addLines(lines)]) {
          expect([net === null, judgedCostMinor === null]).toEqual([saved === null, saved === null]);
          if (saved !== null) expect(net?.minor).toBe(saved.minor - (judgedCostMinor ?? Number.NaN));
          expect(costMinor).toBeGreaterThanOrEqual(judgedCostMinor ?? 0);
        }
      }),
    );
  });

  test('follows from cells however they are cut', () => {
    const sizes = fc.array(
      fc.record({ n: fc.integer({ min: 1, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(sizes, sizes, (treated, heldOut) => {
        const cells = [
          ...treated.map(({ n, share }) => stayed('treated', n, Math.floor(n * share))),
          ...heldOut.map(({ n, share }) => stayed('held_out', n, Math.floor(n * share))),
        ];
        const merged = (['treated', 'held_out'] as const).map((arm) =>
          cell({ ...addCells(cells.filter((each) => each.arm === arm)), arm }),
        );
        expect(measureCells(merged, smallest)).toEqual(measureCells(cells, smallest));
      }),
    );
  });
});

test('the impact on value is the difference of means with its Welch interval', () => {
  // Changes of 1, 2, 3 … and of 0, 1, 2 …: means differ by 100, variances are equal.
  const changes = (arm: RoiCell['arm'], from: number) => {
    const values = Array.from({ length: 30 }, (_, index) => from + index * 10);
    return cell({
      arm,
      valueKnown: 30,
      valueChangeMinor: values.reduce((sum, value) => sum + value, 0),
      valueChangeSquares: values.reduce((sum, value) => sum + value * value, 0),
    });
  };
  const { valueImpact } = measureCells([changes('treated', 100), changes('held_out', 0)], smallest);
  // Variance of 0, 10 … 290 is 7,750; the standard error of the difference sqrt(2 * 7,750 / 30) = 22.73.
  expect(valueImpact).toEqual({ minor: 3_000, low: 1_663, high: 4_337 });
});

describe('on a population whose truth is known', () => {
  const plans = ['starter', 'professional', 'scale'] as const;
  /** What a playbook does to the odds of leaving: it helps the small, and annoys the large. */
  const onTheOdds = { starter: -0.7, professional: -0.4, scale: 0.3 } as const;
  const residualMinor = 60_000;
  const reachedShare = 0.9;

  /** Suppliers of differing risk, drawn into arms as the product draws them; some are never reached, and count all the same. */
  function simulate(seed: number, suppliers: number) {
    const random = seededRandom(seed);
    const cells: RoiCell[] = [];
    const places = new Map<string, number>();
    let trueUplift = 0;
    let treated = 0;
    for (let index = 0; index < suppliers; index += 1) {
      const planCode = plans[Math.floor(random() * plans.length)] ?? 'starter';
      const healthBand = random() < 0.5 ? 'critical' : 'at_risk';
      const stratum = `${planCode}/${healthBand}`;
      const place = places.get(stratum) ?? 0;
      places.set(stratum, place + 1);
      const arm = armOf(seedOf(`pb_${seed}/${stratum}`), place, 20);
      const odds = (healthBand === 'critical' ? -1.1 : -2) + (random() + random() + random() - 1.5) * 1.2;
      const reached = random() < reachedShare;
      const [without, withIt] = [logistic(odds), logistic(odds + (reached ? onTheOdds[planCode] : 0))];
      if (arm === 'treated') {
        trueUplift += without - withIt;
        treated += 1;
      }
      const left = random() < (arm === 'treated' ? withIt : without);
      const contacted = arm === 'treated' && reached ? 1 : 0;
      const contactedStayed = left ? 0 : contacted;
      const contact = { contacted, contactedStayed, contactedStayedResidualMinor: contactedStayed * residualMinor };
      const worth = { residualKnown: 1, residualMinor };
      cells.push(
        cell({
          arm,
          planCode,
          healthBand,
          entered: 1,
          suppliers: 1,
          stayJudged: 1,
          stayed: left ? 0 : 1,
          ...worth,
          ...contact,
        }),
      );
    }
    return {
      line: measureCells(cells, smallest),
      trueUplift: trueUplift / treated,
      trueSaved: trueUplift * residualMinor,
    };
  }

  const worlds = Array.from({ length: 20 }, (_, index) => simulate(index + 1, 5_000));

  test('the interval of the uplift covers the true one in 95 of 100 worlds, give or take', () => {
    const covered = worlds.filter(({ line, trueUplift }) => {
      const interval = line.staying.uplift?.interval;
      return interval !== undefined && interval.low <= trueUplift && trueUplift <= interval.high;
    });
    expect(covered.length).toBeGreaterThanOrEqual(18);
  });

  test('the mean of what is measured is what is true', () => {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const measured = mean(worlds.map(({ line }) => line.staying.uplift?.difference ?? 0));
    expect(measured).toBeCloseTo(mean(worlds.map(({ trueUplift }) => trueUplift)), 2);
  });

  test('contacted and stayed overstates what was saved, in every world and by far', () => {
    for (const { line, trueSaved } of worlds) {
      expect(line.contactedAndStayed.minor).toBeGreaterThan(line.saved?.high ?? Infinity);
      expect(line.contactedAndStayed.minor).toBeGreaterThan(10 * trueSaved);
    }
  });
});

describe('what is worth doing next', () => {
  const terms = { saveRate: 0.2, contactCostMinor: 1_500 };
  const pace = (line: PlaybookPace['line'], over: Partial<PlaybookPace> = {}): PlaybookPace => ({
    playbookId: 'pb_1',
    playbookName: 'Save',
    live: true,
    line,
    ...{ entered: 180, daysLive: 400 },
    holdoutPercent: 10,
    crowdedOut: 40,
    crowdedOutResidualMinor: 40 * 50_000,
    ...over,
  });
  const works = measureCells(
    [stayed('treated', 9_000, 8_550, spent(900_000_000)), stayed('held_out', 1_000, 850)],
    smallest,
  );
  const harms = measureCells(
    [stayed('treated', 9_000, 7_200, spent(900_000_000)), stayed('held_out', 1_000, 900)],
    smallest,
  );
  const unknown = measureCells([stayed('treated', 300, 270), stayed('held_out', 33, 29)], smallest);

  test('a playbook that works is widened to those who found no room, worth what they would keep', () => {
    const [first] = recommend([pace(works)], [], terms, smallest);
    // 40 in 90 days are 162.2 a year; 10 points more stay, worth £500 each, at £1 for each treated.
    expect(first).toMatchObject({ kind: 'widen', expectedMinor: Math.round(((40 * 365) / 90) * (0.1 * 50_000 - 100)) });
  });

  test('a playbook that makes suppliers leave is stopped, worth what it does no more', () => {
    const [first] = recommend([pace(harms)], [], terms, smallest);
    expect(first).toMatchObject({ kind: 'stop', expectedMinor: 2 * 365 * (0.1 * 50_000 + 100) });
  });

  test.each([
    ['ten days, by those ten', 10, 365 / 10],
    ['a day, as if a week', 1, 365 / 7],
    ['a year, by the last 90', 365, 365 / 90],
  ])('the pace of a playbook that is live for %s', (_what, daysLive, timesAYear) => {
    const [first] = recommend([pace(harms, { daysLive, entered: 50 })], [], terms, smallest);
    expect(first?.expectedMinor).toBe(Math.round(50 * timesAYear * (0.1 * 50_000 + 100)));
  });

  test('a playbook that does great harm is stopped before its planned sample, one that seems to is not', () => {
    const early = (stayedTreated: number) =>
      measureCells([stayed('treated', 600, stayedTreated), stayed('held_out', 260, 234)], smallest);
    const kinds = (line: PlaybookPace['line']) => recommend([pace(line)], [], terms, smallest).map(({ kind }) => kind);
    expect(early(450).staying.verdict).toBe('preliminary');
    expect([kinds(early(450)), kinds(early(505))]).toEqual([['stop'], ['measure']]);
  });

  test('a playbook that is already paused is neither stopped nor widened', () => {
    expect(recommend([pace(harms, { live: false }), pace(works, { live: false })], [], terms, smallest)).toEqual([]);
  });

  test('a playbook nobody can judge yet is measured, worth at most what certainty would be', () => {
    const [first] = recommend([pace(unknown)], [], terms, smallest);
    expect(first?.kind).toBe('measure');
    expect(first?.expectedMinor).toBeGreaterThan(0);
  });

  test('a group that is about to be lost and that nobody looks after begins one', () => {
    const group = { planCode: 'scale', suppliers: 12, expectedLossMinor: 800_000 };
    expect(recommend([], [group], terms, smallest)[0]).toMatchObject({
      kind: 'start',
      planCode: 'scale',
      expectedMinor: 142_000,
    });
  });

  test('nothing is recommended that brings nothing, and the dearest comes first', () => {
    const small = { planCode: 'starter', suppliers: 100, expectedLossMinor: 1_000 };
    const all = recommend([pace(works), pace(harms, { playbookId: 'pb_2' })], [small], terms, smallest);
    expect(all.map(({ kind }) => kind)).toEqual(['stop', 'widen']);
  });

  test('certainty is worth nothing once it is there, most on the fence, and less the clearer the answer', () => {
    expect(valueOfKnowing(0, 0)).toBe(0);
    // A standard normal gain on the fence: its density at nought.
    expect(valueOfKnowing(0, 1)).toBeCloseTo(0.398_942, 5);
    expect(valueOfKnowing(1, 1)).toBeCloseTo(0.083_315, 5);
    expect(valueOfKnowing(-1, 1)).toBeCloseTo(valueOfKnowing(1, 1), 12);
  });
});
