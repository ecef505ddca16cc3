import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrate, type Claim } from './arbiter.ts';
import { walk, type World } from './enrolment.ts';
import { flowOf } from './flow.ts';
import { armOf } from './holdout.ts';
import { passesMark, playbookDefinitionSchema } from './playbook.ts';
import { usualPolicy } from './policy.ts';
import { stepsSchema, type PlaybookStep } from './steps.ts';
import { fires, type TriggerFact } from './triggers.ts';
import { judgeEntry, judgeMessage, type EntryFacts, type MessageFacts, type SupplierFacts } from './suppression.ts';
import { savedRevenue, upliftOf } from './uplift.ts';

const noon = new Date('2026-06-10T11:00:00Z');
const mail = (id: string): PlaybookStep => ({ id, kind: 'message', channel: 'email', template: 'tpl' });
const calm: SupplierFacts = {
  timeZone: 'Europe/London',
  weddingDates: [],
  blockedBy: null,
  openDispute: false,
  lastHumanContactAt: null,
};

describe('the steps of a playbook', () => {
  const steps: readonly PlaybookStep[] = [
    mail('hello'),
    { id: 'rest', kind: 'wait', hours: 48 },
    {
      id: 'read',
      kind: 'branch',
      when: { engagedWith: 'hello' },
      yes: [mail('more')],
      no: [{ id: 'enough', kind: 'stop' }],
    },
    { id: 'call', kind: 'task', title: 'Ring them', priority: 'high', dueInDays: 1 },
  ];
  const world = (answer: boolean): World => ({ answer: async () => answer, happenedSince: async () => false });
  const acts = async (answer: boolean) => {
    const flow = flowOf(steps);
    const done: string[] = [];
    let position = { step: flow.first, since: noon };
    for (let now = noon; ; now = new Date(now.getTime() + 3_600_000)) {
      const walked = await walk(flow, position, now, world(answer));
      if (walked.halt.halt === 'end') return done;
      position = walked.position;
      if (walked.halt.halt !== 'act') continue;
      done.push(walked.halt.act.id);
      position = { step: walked.halt.after, since: now };
    }
  };

  test('go on behind a branch once it has ended', async () => {
    expect(await acts(true)).toEqual(['hello', 'more', 'call']);
  });

  test('end at a stop, though others stand behind it', async () => {
    expect(await acts(false)).toEqual(['hello']);
  });

  test('wait for an event no longer than until it happens', async () => {
    const flow = flowOf([{ id: 'pay', kind: 'wait_for', event: 'invoice.paid', hours: 24 }]);
    const from = { step: flow.first, since: noon };
    const paid = (happened: boolean): World => ({ answer: async () => false, happenedSince: async () => happened });
    expect((await walk(flow, from, noon, paid(false))).halt).toEqual({
      halt: 'wait',
      until: new Date('2026-06-11T11:00:00Z'),
    });
    expect((await walk(flow, from, noon, paid(true))).halt).toEqual({ halt: 'end' });
  });

  const read = (raw: unknown) => stepsSchema([]).safeParse(raw);
  const messages = (raw: unknown) => read(raw).error?.issues.map(({ message }) => message) ?? [];

  test.each([
    ['no steps', [], 'Add a step.'],
    ['two of one name', [mail('a'), mail('a')], 'Two steps are called a.'],
    [
      'a question about a message that is not there',
      [{ id: 'b', kind: 'branch', when: { engagedWith: 'x' }, yes: [], no: [] }],
      'b asks about x, which is no message of this playbook.',
    ],
  ])('refuse %s', (_what, raw, message) => {
    expect(messages(raw)).toContain(message);
  });

  test('refuse branches deeper than anybody reads, though they be a million deep', () => {
    let raw: unknown[] = [mail('deep')];
    for (let depth = 0; depth < 1_000_000; depth += 1) raw = [{ id: 'b', kind: 'branch', yes: raw, no: [] }];
    expect(messages(raw)).toEqual(['Branches stand in each other at most 4 deep.']);
  });
});

describe('a playbook', () => {
  const plain = {
    trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
    who: null,
    purpose: 'success',
    steps: [mail('hello')],
    goal: { withinDays: 14, event: 'product.login', times: 3 },
    exit: { onReply: true, onPayment: false, rule: null },
    coolDownDays: 30,
    maxEntries: null,
    maxRunning: 500,
    holdoutPercent: 10,
    priority: 50,
    approveBeforeSend: false,
    endsOn: null,
  };
  const schema = playbookDefinitionSchema([]);

  test('holds nobody out of what the contract asks for', () => {
    expect(schema.safeParse(plain).success).toBe(true);
    expect(schema.safeParse({ ...plain, purpose: 'service' }).error?.issues[0]?.path).toEqual(['holdoutPercent']);
  });

  test('on a schedule says whom it means', () => {
    const weekly = { ...plain, trigger: { kind: 'schedule', every: 'week', on: 2, hour: 9 } };
    expect(schema.safeParse(weekly).error?.issues[0]?.path).toEqual(['who']);
  });

  test.each([
    [70, 50, true],
    [50, 40, false],
    [null, 40, true],
    [70, 60, false],
    [70, null, false],
  ])('that waits for a score below 60 takes %s to %s: %s', (before, after, passed) => {
    expect(passesMark({ kind: 'score', score: 'health', passes: 'below', mark: 60 }, before, after)).toBe(passed);
  });
});

describe('a trigger', () => {
  const fact = (type: string, over: Partial<TriggerFact> = {}): TriggerFact => ({
    id: 1,
    type,
    supplierId: 'sup_1',
    resourceId: 'seg_1',
    ...over,
  });
  const churn = { kind: 'score', score: 'churn', passes: 'above', mark: 30 } as const;

  test('of a segment fires for that segment, and for entering it', () => {
    expect(fires({ kind: 'segment', segmentId: 'seg_1' }, fact('segment.entered'))).toBe(true);
    expect(fires({ kind: 'segment', segmentId: 'seg_1' }, fact('segment.left'))).toBe(false);
    expect(fires({ kind: 'segment', segmentId: 'seg_2' }, fact('segment.entered'))).toBe(false);
  });

  test('of an event fires for what the house tells and for what the product reports, by its name', () => {
    const reported = fact('product.reported', { payload: { eventId: 'evt_1', name: 'login' } });
    expect(fires({ kind: 'event', event: 'login' }, reported)).toBe(true);
    expect(fires({ kind: 'event', event: 'enquiry.received' }, reported)).toBe(false);
    expect(fires({ kind: 'event', event: 'invoice.paid' }, fact('invoice.paid'))).toBe(true);
  });

  test('of a score reads a probability in percent, and nothing from another score', () => {
    const rose = { payload: { before: 0.2, after: 0.35 } };
    expect(fires(churn, fact('churn.changed', rose))).toBe(true);
    expect(fires(churn, fact('health.changed', rose))).toBe(false);
    expect(fires(churn, fact('churn.changed', { payload: { before: '0.2', after: '0.9' } }))).toBe(false);
  });
});

describe('a message', () => {
  const asked: MessageFacts = {
    channel: 'email',
    purpose: 'success',
    permission: { allowed: true },
    sent: [],
    enteredAt: noon,
    dueSince: noon,
  };
  const judge = (facts: Partial<SupplierFacts & MessageFacts>, at = noon) =>
    judgeMessage({ ...calm, ...asked, ...facts }, at, usualPolicy);

  test('goes when nothing stands against it', () => {
    expect(judge({})).toEqual({ verdict: 'go' });
  });

  test('names the gravest reason of several', () => {
    const all = { blockedBy: 'Complaint', openDispute: true, permission: { allowed: false, why: 'No.' } };
    expect(judge(all)).toMatchObject({ reason: 'blocked_by_note' });
    expect(judge({ ...all, blockedBy: null })).toMatchObject({ reason: 'open_dispute' });
    expect(judge({ permission: { allowed: false, why: 'No.' } })).toMatchObject({
      reason: 'no_permission',
      why: 'No.',
    });
  });

  test('that the contract asks for passes caps, not the night', () => {
    const sent = Array.from({ length: 9 }, () => ({ channel: 'email' as const, at: noon }));
    expect(judge({ purpose: 'service', sent })).toEqual({ verdict: 'go' });
    expect(judge({ sent })).toMatchObject({ verdict: 'suppress', reason: 'waited_too_long' });
    expect(judge({ purpose: 'service' }, new Date('2026-06-10T23:00:00Z'))).toMatchObject({ verdict: 'postpone' });
  });

  test('waits for 72 hours after a colleague was in touch since the supplier entered, unless the contract asks for it', () => {
    const at = new Date('2026-06-11T11:00:00Z');
    const spoken = { lastHumanContactAt: new Date('2026-06-11T10:00:00Z') };
    expect(judge(spoken, at)).toEqual({
      verdict: 'postpone',
      reason: 'human_contact',
      until: new Date('2026-06-14T10:00:00Z'),
    });
    expect(judge({ ...spoken, enteredAt: at }, at)).toEqual({ verdict: 'go' });
    expect(judge({ ...spoken, enteredAt: null }, at)).toEqual({ verdict: 'go' });
    expect(judge({ ...spoken, purpose: 'service' }, at)).toEqual({ verdict: 'go' });
    expect(judge(spoken, new Date('2026-06-14T10:00:00Z'))).not.toMatchObject({ reason: 'human_contact' });
  });

  test('in the app disturbs nobody and so waits for nothing', () => {
    expect(judge({ channel: 'in_app', weddingDates: ['2026-06-10'] })).toEqual({ verdict: 'go' });
  });

  test('is given up when no free moment comes in time', () => {
    const weddingDates = Array.from({ length: 12 }, (_, day) => `2026-06-${String(8 + day).padStart(2, '0')}`);
    expect(judge({ weddingDates })).toMatchObject({ verdict: 'suppress', reason: 'waited_too_long' });
  });
});

describe('a supplier', () => {
  const fresh: EntryFacts = {
    lastEnteredAt: null,
    entries: 0,
    running: false,
    coolDownDays: 30,
    maxEntries: 2,
    openTask: false,
  };
  const judge = (facts: Partial<SupplierFacts & EntryFacts>) =>
    judgeEntry({ ...calm, ...fresh, ...facts }, noon, usualPolicy);

  test.each([
    [{ running: true }, 'in_playbook'],
    [{ entries: 2 }, 'entered_often'],
    [{ lastEnteredAt: new Date('2026-05-12T11:00:00Z') }, 'cool_down'],
    [{ lastHumanContactAt: new Date('2026-06-08T11:00:00Z') }, 'human_contact'],
    [{ openTask: true }, 'open_task'],
  ])('with %j stays out: %s', (facts, reason) => {
    expect(judge(facts)).toMatchObject({ verdict: 'suppress', reason });
  });

  test('may enter again to the minute when the cool-down is over', () => {
    expect(judge({ lastEnteredAt: new Date('2026-05-11T11:00:00Z') })).toEqual({ verdict: 'go' });
  });

  test('belongs to one playbook at a time, whatever the order in which they ask', () => {
    const claim = (playbookId: string, priority: number, expectedValueMinor = 0): Claim => ({
      playbookId,
      priority,
      expectedValueMinor,
      since: noon,
    });
    const claims = [claim('a', 10), claim('b', 50, 100), claim('c', 50, 900), claim('d', 50, 900)];
    fc.assert(
      fc.property(fc.shuffledSubarray(claims, { minLength: claims.length }), (waiting) => {
        expect(arbitrate([], waiting)?.playbookId).toBe('c');
        expect(arbitrate([claim('z', 0)], waiting)).toBeNull();
      }),
    );
  });
});

describe('the hold-out', () => {
  const heldOutOf = (seed: number, from: number, entrants: number, percent: number) =>
    Array.from({ length: entrants }, (_, i) => armOf(seed, from + i, percent)).filter((arm) => arm === 'held_out');

  test('is exact in every twenty entrants of a stratum', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 50 }), fc.integer({ min: 0, max: 10 }), (seed, block, twentieths) => {
        expect(heldOutOf(seed, block * 20, 20, twentieths * 5)).toHaveLength(twentieths);
      }),
    );
  });

  test('is exact for every whole percentage in every hundred entrants of a stratum', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 20 }), fc.integer({ min: 0, max: 50 }), (seed, hundred, percent) => {
        expect(heldOutOf(seed, hundred * 100, 100, percent)).toHaveLength(percent);
      }),
    );
  });
});

describe('uplift', () => {
  // Newcombe 1998, table II, example (a): 56/70 against 48/80, method 10.
  test("is the published one for Newcombe's first example", () => {
    const uplift = upliftOf({ n: 70, successes: 56 }, { n: 80, successes: 48 });
    expect(uplift?.difference).toBeCloseTo(0.2, 10);
    expect(uplift?.interval.low).toBeCloseTo(0.0524, 4);
    expect(uplift?.interval.high).toBeCloseTo(0.3339, 4);
    expect(uplift?.significant).toBe(true);
  });

  test('is unknown while an arm is small', () => {
    expect(upliftOf({ n: 500, successes: 400 }, { n: 19, successes: 3 })).toBeNull();
  });

  test('in money carries its interval', () => {
    const uplift = upliftOf({ n: 70, successes: 56 }, { n: 80, successes: 48 });
    expect(uplift && savedRevenue(70, uplift, 10_000)).toMatchObject({ minor: 140_000, low: 36_702 });
  });
});
