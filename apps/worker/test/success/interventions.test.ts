import {
  archivePlaybook,
  findPlaybook,
  interventionFunnel,
  interventionSuccess,
  playbookResults,
  roiReport,
} from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { interventionFunnelSchema, roiReportSchema, type PlaybookDefinition } from '@wedsync/domain/success';
import { beforeAll, describe, expect, test } from 'vitest';
import { addLivePlaybook } from '../../../../packages/db/test/success/a-playbook.ts';
import { addPaying, addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { measureInterventions } from '../../src/success/interventions/index.ts';
import type { JobContext } from '../../src/platform/index.ts';
import { drawSnapshot } from '../../src/success/churn/draw-snapshot.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const today = '2026-06-10T09:00:00Z';
const clock = testClock(today);
const actor = systemActor('test', 'req_test');
const owner = () => database.current.owner;
const read = <T>(work: Parameters<typeof database.current.store.read<T>>[1]) =>
  database.current.store.read(actor, work);

/** Everybody of the population entered on this day; its 14 days to the goal and 90 to stay have passed. */
const entered = '2026-01-15T10:00:00Z';

const definition: PlaybookDefinition = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: null,
  purpose: 'success',
  steps: [{ id: 'hello', kind: 'message', channel: 'email', template: 'Hello' }],
  goal: { withinDays: 14, event: 'login', times: 2 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 30,
  maxEntries: null,
  maxRunning: 100,
  holdoutPercent: 20,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};

const aPlaybook = (id: string, over: Partial<PlaybookDefinition> = {}) =>
  addLivePlaybook(owner(), id, { ...definition, ...over });

type Entrant = {
  readonly supplierId: string;
  readonly arm?: 'treated' | 'held_out';
  readonly state?: string;
  readonly enteredAt?: string;
  readonly playbookId?: string;
};

let enrolments = 0;

async function enrolled({
  supplierId,
  arm = 'treated',
  state = 'goal_missed',
  enteredAt = entered,
  playbookId = 'pb_1',
}: Entrant) {
  enrolments += 1;
  const id = `enr_${String(enrolments).padStart(4, '0')}`;
  await owner()('playbook_enrolments').insert({
    id,
    playbook_id: playbookId,
    version_number: 1,
    supplier_id: supplierId,
    arm,
    stratum: 'starter/at_risk',
    place: enrolments,
    state,
    cause: 'test',
    entered_at: enteredAt,
    step_since: enteredAt,
    goal_due_at: new Date(Date.parse(enteredAt) + 14 * 86_400_000),
    ended_at: state === 'running' ? null : enteredAt,
  });
  return id;
}

async function acted(enrolmentId: string, over: Record<string, unknown> = {}): Promise<void> {
  const { supplier_id, playbook_id } = await owner()('playbook_enrolments').where({ id: enrolmentId }).first();
  await owner()('interventions').insert({
    id: `itv_${enrolmentId}`,
    enrolment_id: enrolmentId,
    step: 'hello',
    supplier_id,
    playbook_id,
    kind: 'email',
    state: 'delivered',
    title: 'Hello',
    proposed_at: entered,
    sent_at: entered,
    ...over,
  });
}

const pays = (supplierId: string, until: string | null = null) => addPaying(owner(), supplierId, until);

async function worth(supplierId: string, day: string, realised: number, residual: number): Promise<void> {
  const value = { realised_minor: realised, residual_minor: residual, predicted_minor: realised + residual };
  await owner()('supplier_value_days').insert({ supplier_id: supplierId, day, ...value });
}

const signsIn = (supplierId: string, ...at: readonly string[]) => reports(supplierId, 'login', ...at);

async function reports(supplierId: string, name: string, ...at: readonly string[]): Promise<void> {
  await owner()('product_events').insert(
    at.map((occurred_at, index) => ({
      id: `${supplierId}-${index}-${occurred_at}`,
      supplier_external_id: `ext-${supplierId}`,
      supplier_id: supplierId,
      name,
      occurred_at,
      properties: {},
    })),
  );
}

const context = (): JobContext => ({
  ...testServices(database.current, { clock }),
  runId: 1,
  attempt: 1,
  plannedAt: null,
  actor,
  signal: new AbortController().signal,
  progress: () => Promise.resolve(),
});
const measure = (input: Record<string, unknown> = {}) => measureInterventions.run(context(), input);

const outcome = (id: string) => owner()('intervention_outcomes').where({ enrolment_id: id }).first();
const report = () => read((reader) => roiReport(reader, { from: '2026-01', to: '2026-06' }, clock.now()));

beforeAll(async () => {
  await aPlaybook('pb_1');
  // Of the 40 treated 36 stay, of the 20 held out 14; each was worth £300 on entering.
  const people = Array.from({ length: 60 }, (_, index) => ({ index, id: `sup_${index}`, heldOut: index >= 40 }));
  for (const { id, index, heldOut } of people) {
    await addSupplier(owner(), id);
    const leaves = heldOut ? index < 46 : index < 4;
    await pays(id, leaves ? '2026-02-20T00:00:00Z' : null);
    await worth(id, '2026-01-01', 10_000, 30_000);
    await worth(id, '2026-04-10', leaves ? 12_000 : 20_000, leaves ? 0 : 28_000);
    const enrolment = await enrolled({ supplierId: id, arm: heldOut ? 'held_out' : 'treated' });
    if (!heldOut && index !== 39) await acted(enrolment);
    if (heldOut ? index < 45 : index >= 10) await signsIn(id, '2026-01-20T08:00:00Z', '2026-01-22T08:00:00Z');
  }
});

describe('what became of who entered', () => {
  test('is measured for both arms alike, once their time has passed, and told as staying, money and cost', async () => {
    expect(await measure()).toMatchObject({ outcomes: 60, changedOutcomes: 60 });
    const { playbooks, total, months, acts } = roiReportSchema.parse(await report());
    const [line] = playbooks;
    expect(line?.staying).toMatchObject({
      treated: { n: 40, successes: 36 },
      heldOut: { n: 20, successes: 14 },
      verdict: 'preliminary',
    });
    expect(line?.goal).toMatchObject({ treated: { n: 40, successes: 30 }, heldOut: { n: 20, successes: 5 } });
    // 40 treated, 20 points more stay, £300 each; 39 letters at £0.80 a thousand.
    expect(line).toMatchObject({
      saved: { minor: 240_000 },
      ...{ costMinor: 3, judgedCostMinor: 3, net: { minor: 240_000 - 3 } },
      contactedAndStayed: { suppliers: 35, minor: 35 * 30_000 },
    });
    // Who stays gains £80 in value, who leaves loses £280: means 44 and -28, times 40.
    expect(line?.valueImpact?.minor).toBe(40 * (4_400 - -2_800));
    expect([total.saved?.minor, months[0]?.savedMinor, acts[0]?.sent]).toEqual([240_000, 240_000, 39]);
  });

  test('is what the page of the playbook says of the arms too', async () => {
    await owner()('playbook_enrolments')
      .where({ supplier_id: 'sup_20' })
      .update({ state: 'goal_met', goal_met_at: entered });
    expect((await read((reader) => playbookResults(reader, 'pb_1'))).arms).toEqual([
      { arm: 'treated', entered: 40, judged: 40, metGoal: 30 },
      { arm: 'held_out', entered: 20, judged: 20, metGoal: 5 },
    ]);
  });

  test('is the same when it is measured again', async () => {
    const cells = () => owner()('roi_cells').orderBy(['month', 'arm']);
    const before = await cells();
    expect(await measure({ all: true })).toMatchObject({ changedOutcomes: 0, changedCells: 0 });
    expect(await cells()).toEqual(before);
  });

  test('is told to the monitors of the house', async () => {
    const reading = await owner()('monitor_readings').where({ monitor: 'intervention-success' }).first();
    expect(reading).toMatchObject({ value: null, sample: 0 });
    clock.set('2026-03-01T09:00:00Z');
    const success = await read((reader) => interventionSuccess(reader, clock.now()));
    clock.set(today);
    expect(success).toMatchObject({ goalShare: 0.75, state: 'healthy', sent: 39, arrived: 39 });
  });
});

describe('an outcome', () => {
  test('stays open until its time has passed, also for who met the goal early', async () => {
    await addSupplier(owner(), 'sup_new');
    await pays('sup_new');
    const id = await enrolled({ supplierId: 'sup_new', enteredAt: '2026-06-05T09:00:00Z', state: 'goal_met' });
    await owner()('playbook_enrolments').where({ id }).update({ goal_met_at: '2026-06-06T09:00:00Z' });
    await measure();
    expect(await outcome(id)).toMatchObject({ goal_met: null, retained: null, settled: false });
  });

  test('counts what happened by the day its goal was due, and what the house and the product tell under one name once', async () => {
    const due = { withinDays: 14 };
    await aPlaybook('pb_both', { goal: { ...due, event: 'milestone.reached', times: 2 } });
    await addSupplier(owner(), 'sup_both');
    const both = await enrolled({ supplierId: 'sup_both', playbookId: 'pb_both' });
    await reports('sup_both', 'milestone.reached', '2026-01-20T08:00:00Z');
    const about = { supplierId: 'sup_both', occurredAt: new Date('2026-01-20T08:00:00Z') };
    await database.current.store.transact(actor, (writer) => tellExample(writer, 'milestone.reached', about));
    await addSupplier(owner(), 'sup_late');
    const late = await enrolled({ supplierId: 'sup_late', state: 'goal_met' });
    await owner()('playbook_enrolments').where({ id: late }).update({ goal_met_at: '2026-02-10T09:00:00Z' });
    await measure();
    expect([await outcome(both), await outcome(late)]).toMatchObject([{ goal_met: false }, { goal_met: false }]);
  });

  test('counts the first time a supplier was drawn', async () => {
    await addSupplier(owner(), 'sup_again');
    const first = await enrolled({ supplierId: 'sup_again', enteredAt: '2026-02-01T09:00:00Z' });
    const second = await enrolled({ supplierId: 'sup_again', enteredAt: '2026-04-01T09:00:00Z' });
    await measure();
    expect([(await outcome(first)).first_entry, (await outcome(second)).first_entry]).toEqual([true, false]);
  });

  test('counts nobody whose goal was not due when the playbook was archived, met or not', async () => {
    await aPlaybook('pb_cut');
    const inIt = { playbookId: 'pb_cut', supplierId: 'sup_cut' };
    // Who met it early, who had not yet, and one whose days had passed.
    const inOrder = [
      await enrolled({ ...inIt, enteredAt: '2026-06-01T09:00:00Z', state: 'goal_met' }),
      await enrolled({ ...inIt, enteredAt: '2026-06-02T09:00:00Z', supplierId: 'sup_1', state: 'running' }),
      await enrolled({ ...inIt, enteredAt: '2026-05-01T09:00:00Z', supplierId: 'sup_2' }),
    ];
    await database.current.store.transact(actor, async (writer) => {
      const playbook = await findPlaybook(writer, 'pb_cut');
      if (playbook === undefined) throw new Error('no playbook');
      await archivePlaybook(writer, playbook, clock.now());
    });
    await measure();
    const cut = await owner()('intervention_outcomes')
      .whereIn('enrolment_id', inOrder)
      .orderBy('enrolment_id')
      .pluck('cut_short');
    expect(cut).toEqual([true, true, false]);
  });

  test('prices each act by the terms that held when it was done', async () => {
    await addSupplier(owner(), 'sup_cost');
    const id = await enrolled({ supplierId: 'sup_cost' });
    await acted(id, { kind: 'alert', state: 'sent' });
    await owner().raw(
      `insert into intervention_policies (email_per_thousand_minor, sms_per_thousand_minor, in_app_per_thousand_minor, task_minutes, alert_minutes, reply_minutes,
         approval_minutes, hourly_cost_minor, retention_days, smallest_effect, set_by, set_by_name, set_at)
       values (0, 0, 0, 0, 0, 0, 0, 9000, 30, 0.1, 'x', 'X', '2026-05-01')`,
    );
    await measure();
    // Three minutes at £30 an hour, although an alert costs nothing by now; and the window to stay is the 90 days of then.
    const kept = await outcome(id);
    expect([kept.cost_thousandths, kept.retention_due_at.toISOString()]).toEqual([150_000, '2026-04-15T10:00:00.000Z']);
  });

  test('of somebody who is not judged costs, and takes nothing from what was saved by the others', async () => {
    // Nobody paid for sup_cost, so staying says nothing of it.
    const { total } = await report();
    expect([total.costMinor, total.judgedCostMinor]).toEqual([153, 3]);
    expect(total.net?.minor).toBe((total.saved?.minor ?? 0) - 3);
  });

  test('of somebody who left a playbook early still meets a goal that is a rule', async () => {
    await aPlaybook('pb_rule', {
      goal: { withinDays: 14, rule: { field: 'healthScore', operator: 'atLeast', value: 60 } },
    });
    await addSupplier(owner(), 'sup_rule', { health_score: 70 });
    const given = { supplierId: 'sup_rule', playbookId: 'pb_rule', enteredAt: '2026-06-01T09:00:00Z', state: 'exited' };
    const id = await enrolled(given);
    await measure();
    await measure();
    clock.set('2026-06-16T09:00:00Z');
    await measure();
    clock.set(today);
    expect((await outcome(id)).goal_met).toBe(true);
  });
});

describe('engagement', () => {
  test('is seen in who was quiet and signs in soon after, not in who signs in anyway, and in a task that was done', async () => {
    for (const id of ['sup_back', 'sup_daily', 'sup_task']) await addSupplier(owner(), id);
    const sent = { sent_at: '2026-06-08T09:00:00Z' };
    await acted(await enrolled({ supplierId: 'sup_back' }), sent);
    await acted(await enrolled({ supplierId: 'sup_daily' }), sent);
    await signsIn('sup_back', '2026-06-09T09:00:00Z');
    await signsIn('sup_daily', '2026-06-07T09:00:00Z', '2026-06-09T09:00:00Z');
    await owner()('tasks').insert({
      id: 'task_1',
      supplier_id: 'sup_task',
      type: 'playbook',
      reason: 'pb_1',
      title: 'Ring them',
      status: 'done',
      closed_at: today,
      created_by: 'x',
    });
    await acted(await enrolled({ supplierId: 'sup_task' }), {
      ...sent,
      kind: 'task',
      state: 'sent',
      outcome_id: 'task_1',
    });
    await measure();
    const signs = await owner()('interventions')
      .whereIn('supplier_id', ['sup_back', 'sup_daily', 'sup_task'])
      .orderBy('supplier_id')
      .pluck('engaged_by');
    expect(signs).toEqual(['came_back', null, 'task_done']);
  });
});

describe('churn models learn', () => {
  const drawn = async () => {
    const snapshot = await drawSnapshot(context(), 30);
    const at = (asOf: string) => snapshot.blocks.find((block) => block.asOf === asOf);
    const labelOf = (asOf: string, id: string) => at(asOf)?.labels[at(asOf)?.supplierIds.indexOf(id) ?? -1];
    return { ...snapshot, labelOf };
  };

  test('from who was held out, not from whom a playbook was treating at the date', async () => {
    for (const arm of ['treated', 'held_out'] as const) {
      const id = `sup_then_${arm}`;
      await addSupplier(owner(), id);
      await pays(id);
      const enrolment = await enrolled({ supplierId: id, arm, enteredAt: '2025-12-20T10:00:00Z' });
      await owner()('playbook_enrolments').where({ id: enrolment }).update({ ended_at: '2026-01-10T10:00:00Z' });
    }
    const { labelOf, treatedLeftOut } = await drawn();
    const seen = ['2025-11-30', '2025-12-31', '2026-01-31'].map((asOf) => labelOf(asOf, 'sup_then_treated'));
    expect(seen).toEqual([0, undefined, 0]);
    expect(labelOf('2025-12-31', 'sup_then_held_out')).toBe(0);
    expect(treatedLeftOut).toBe(1);
  });

  test('the losses too that a letter of farewell followed, and say how many a playbook reached later', async () => {
    const { reachedLater: before } = await drawn();
    const win = { enteredAt: '2025-11-20T10:00:00Z', sent_at: '2025-11-21T10:00:00Z' };
    for (const [id, until] of [
      ['sup_won_back', '2025-11-20T00:00:00Z'],
      ['sup_stays', null],
    ] as const) {
      await addSupplier(owner(), id);
      await pays(id, until);
      const enrolment = await enrolled({ supplierId: id, enteredAt: win.enteredAt });
      await acted(enrolment, { proposed_at: win.enteredAt, sent_at: win.sent_at });
    }
    const { labelOf, reachedLater } = await drawn();
    expect([labelOf('2025-10-31', 'sup_won_back'), labelOf('2025-10-31', 'sup_stays')]).toEqual([1, 0]);
    expect(reachedLater - before).toBe(1);
  });
});

test('the funnel counts from wanting in to the goal, and every week of the period', async () => {
  await owner()('playbook_candidates').insert({
    playbook_id: 'pb_1',
    supplier_id: 'sup_1',
    cause: 'event:9',
    since: entered,
    look_at: entered,
    expires_at: today,
    state: 'suppressed',
    reason: 'cool_down',
    why: 'Too soon',
    decided_at: '2026-01-16T09:00:00Z',
  });
  const period = { from: '2026-01-12', to: '2026-01-25', playbookId: 'pb_1' };
  const funnel = interventionFunnelSchema.parse(await read((reader) => interventionFunnel(reader, period)));
  expect(funnel.weeks.map(({ week, sent }) => [week, sent])).toEqual([
    ['2026-01-12', 43],
    ['2026-01-19', 0],
  ]);
  expect(funnel.playbooks[0]).toMatchObject({ heldOut: 20, keptOut: [{ reason: 'cool_down', n: 1 }], arrived: 43 });
});

test('a week of the funnel begins at midnight of the reporting zone, in summer too', async () => {
  await addSupplier(owner(), 'sup_summer');
  const id = await enrolled({ supplierId: 'sup_summer', enteredAt: '2026-06-07T23:30:00Z' });
  await acted(id, { proposed_at: '2026-06-07T23:30:00Z' });
  const period = { from: '2026-06-01', to: '2026-06-14', supplierId: 'sup_summer' };
  const { weeks } = await read((reader) => interventionFunnel(reader, period));
  expect(weeks.map(({ week, sent }) => [week, sent])).toEqual([
    ['2026-06-01', 0],
    ['2026-06-08', 1],
  ]);
});

test('a supplier that two playbooks contacted is counted once among those that stayed, by the last of them', async () => {
  await aPlaybook('pb_two');
  // Both stayed with the first playbook; one had left before the days of the second were over.
  for (const [supplierId, until] of [
    ['sup_kept', null],
    ['sup_gone', '2025-12-05T00:00:00Z'],
  ] as const) {
    await addSupplier(owner(), supplierId);
    await pays(supplierId, until);
    await worth(supplierId, '2025-08-01', 10_000, 30_000);
    await acted(await enrolled({ supplierId, enteredAt: '2025-08-15T10:00:00Z' }));
    await acted(await enrolled({ supplierId, enteredAt: '2025-09-15T10:00:00Z', playbookId: 'pb_two' }));
  }
  await measure();
  const found = await read((reader) => roiReport(reader, { from: '2025-08', to: '2025-09' }, clock.now()));
  expect(found.playbooks.map(({ contactedAndStayed }) => contactedAndStayed.suppliers)).toEqual([2, 1]);
  expect(found.total.contactedAndStayed).toEqual({ suppliers: 1, minor: 30_000 });
  expect(found.months.map(({ contactedAndStayedMinor }) => contactedAndStayedMinor)).toEqual([60_000, 30_000]);
});
