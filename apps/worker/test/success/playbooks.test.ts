import type { Store } from '@wedsync/db/platform';
import { decideIntervention, playbookPolicy } from '@wedsync/db/success';
import type { EventType } from '@wedsync/domain/events';
import { DAY_MS, HOUR_MS, MINUTE_MS, systemActor } from '@wedsync/domain/platform';
import { usualPolicy, type PlaybookDefinition, type PlaybookStep } from '@wedsync/domain/success';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { admitCandidates, advanceEnrolments, fireSchedules, followEvents } from '../../src/success/playbooks/index.ts';
import type { JobContext } from '../../src/platform/index.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const monday = '2026-06-08T09:00:00Z';
const clock = testClock(monday);
const actor = systemActor('test', 'req_test');
const signal = new AbortController().signal;
const services = (store: Store = database.current.store) => ({ ...testServices(database.current, { clock }), store });
const owner = () => database.current.owner;

const mail = (id: string): PlaybookStep => ({ id, kind: 'message', channel: 'email', template: 'Hello' });
const definition: PlaybookDefinition = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: null,
  purpose: 'success',
  steps: [mail('hello')],
  goal: { withinDays: 30, event: 'subscription.changed', times: 1 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 30,
  maxEntries: null,
  maxRunning: 100,
  holdoutPercent: 0,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};

// What happened and what was published stays on record, so every test has suppliers and playbooks of its own.
let turn = 0;
let me = '';
const named = (name: string) => `${name}_${turn}`;

beforeAll(async () => {
  const words = { channel: 'email', purpose: 'success', subject: 'How is it going?', body: 'Hello!' };
  const state = { state: 'published', published_version: 1 };
  await owner()('message_templates').insert({ id: 'tpl_hello', name: 'Hello', ...words, ...state });
  await owner()('message_template_versions').insert({
    template_id: 'tpl_hello',
    number: 1,
    ...words,
    published_by: 'stf_test',
  });
});

beforeEach(async () => {
  clock.set(monday);
  await owner().raw(
    'truncate interventions, playbook_enrolments, playbook_candidates, playbook_policies, messages, tasks, alerts cascade',
  );
  await owner()('playbooks').update({ state: 'archived' });
  turn += 1;
  me = named('sup');
  await aSupplier(me);
});

async function aSupplier(id: string, over: Record<string, unknown> = {}): Promise<void> {
  await addSupplier(owner(), id, over);
  await owner()('contacts').insert({
    id: `con_${id}`,
    supplier_id: id,
    name: 'Jo',
    email: `${id}@example.com`,
    is_primary: true,
  });
}

async function aPlaybook(name: string, over: Partial<PlaybookDefinition> = {}): Promise<string> {
  const id = named(name);
  const whole = { ...definition, ...over };
  await owner()('playbooks').insert({
    id,
    name: `Playbook ${id}`,
    state: 'draft',
    draft: JSON.stringify(whole),
    created_by: 'stf_test',
    created_by_name: 'Test',
  });
  await owner()('playbook_versions').insert({
    playbook_id: id,
    number: 1,
    definition: JSON.stringify(whole),
    published_by: 'stf_test',
    published_by_name: 'Test',
  });
  await owner()('playbooks').where({ id }).update({ state: 'live', live_version: 1 });
  return id;
}

/** Something happens to a supplier, and the house hears of it. */
async function happens(type: EventType, supplierId = me, payload: Record<string, unknown> = {}): Promise<void> {
  await database.current.store.transact(actor, async (writer) => {
    const event = { type, supplierId, resource: 'suppliers', resourceId: supplierId, summary: type, payload };
    await tellExample(writer, type, { ...event, occurredAt: clock.now() });
    const stored: { id: number }[] = await writer.sql('success_events').orderBy('id', 'desc').limit(1).select('id');
    const at = { occurredAt: clock.now(), recordedAt: clock.now() };
    await followEvents.apply(writer, [{ ...event, ...at, id: stored[0]?.id ?? 0 }], services());
  });
}

/** Lets everything that is due be done. */
async function work(store?: Store): Promise<void> {
  for (;;) {
    const admitted = await admitCandidates.drain(services(store), signal);
    const advanced = await advanceEnrolments.drain(services(store), signal);
    if (admitted + advanced === 0) return;
  }
}

async function later(ms: number): Promise<void> {
  clock.advanceMs(ms);
  await work();
}

const column = async (table: string, name: string): Promise<unknown[]> => owner()(table).orderBy('id').pluck(name);
const interventions = () =>
  owner()('interventions').orderBy('proposed_at').orderBy('id').select('step', 'state', 'reason');

describe('a playbook', () => {
  test('takes in whom its trigger names, acts, waits, asks, and ends when its goal is met', async () => {
    await aPlaybook('pb_1', {
      steps: [
        mail('hello'),
        { id: 'rest', kind: 'wait', hours: 72 },
        {
          id: 'read',
          kind: 'branch',
          when: { engagedWith: 'hello' },
          yes: [],
          no: [{ id: 'call', kind: 'task', title: 'Ring them', priority: 'high', dueInDays: 1 }],
        },
        { id: 'pause', kind: 'wait', hours: 240 },
        mail('never'),
      ],
    });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await owner()('messages').select('recipient', 'subject', 'state')).toEqual([
      { recipient: `${me}@example.com`, subject: 'How is it going?', state: 'scheduled' },
    ]);
    await later(71 * HOUR_MS);
    expect(await column('tasks', 'title')).toEqual([]);
    await later(HOUR_MS);
    expect(await column('tasks', 'title')).toEqual(['Ring them']);
    await happens('subscription.changed');
    await work();
    expect(await column('playbook_enrolments', 'state')).toEqual(['goal_met']);
    expect(await column('messages', 'state')).toEqual(['cancelled']);
    await later(20 * DAY_MS);
    expect(await interventions()).toMatchObject([{ step: 'hello' }, { step: 'call', state: 'sent' }]);
  });

  test('leaves off when they answer, and shows who read what', async () => {
    await aPlaybook('pb_1', { steps: [mail('hello'), { id: 'rest', kind: 'wait', hours: 72 }, mail('more')] });
    await happens('health.dropped_to_at_risk');
    await work();
    const [message] = await column('messages', 'id');
    await owner()('messages').update({ state: 'engaged' });
    await database.current.store.transact(actor, (writer) =>
      followEvents.apply(writer, [told('message.replied', String(message))], services()),
    );
    clock.advanceMs(MINUTE_MS);
    await happens('message.replied');
    await work();
    expect(await column('playbook_enrolments', 'end_reason')).toEqual(['They answered.']);
    expect(await interventions()).toEqual([{ step: 'hello', state: 'engaged', reason: null }]);
  });

  const told = (type: string, resourceId: string) => ({
    id: 9_999,
    type,
    supplierId: me,
    resource: 'messages',
    resourceId,
    summary: type,
    occurredAt: clock.now(),
    recordedAt: clock.now(),
  });

  test('writes to nobody on a Saturday or a wedding day, and comes back on the first free morning', async () => {
    await owner()('wedding_dates').insert({ id: named('wed'), supplier_id: me, held_on: '2026-06-07' });
    await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await column('messages', 'id')).toEqual([]);
    await later(21 * HOUR_MS);
    expect(await column('messages', 'id')).toEqual([]);
    await later(HOUR_MS);
    expect(await column('messages', 'state')).toEqual(['scheduled']);
  });

  test('that waits for agreement sends after it, anew judged', async () => {
    await aPlaybook('pb_1', { approveBeforeSend: true, steps: [mail('hello'), mail('more')] });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await interventions()).toMatchObject([{ step: 'hello', state: 'awaiting_approval' }]);
    expect(await column('messages', 'state')).toEqual(['proposed']);
    const decide = (decision: 'approve' | 'reject', id: unknown) =>
      database.current.store.transact(actor, async (writer) =>
        decideIntervention(
          writer,
          String(id),
          { decision, by: 'stf_1', byName: 'Marcus' },
          { now: clock.now(), policy: await playbookPolicy(writer) },
        ),
      );
    const [hello] = await column('interventions', 'id');
    expect(await decide('approve', hello)).toBe('released');
    expect(await decide('approve', hello)).toBe('too_late');
    await work();
    expect(await interventions()).toMatchObject([{ state: 'scheduled' }, { step: 'more', state: 'awaiting_approval' }]);
    const [, more] = await column('interventions', 'id');
    await owner()('notes').insert({
      id: named('note'),
      supplier_id: me,
      body: 'Complaint',
      pinned: true,
      blocks_automation: true,
      author_id: 'stf_1',
      author_name: 'Sam',
    });
    expect(await decide('approve', more)).toBe('kept_back');
    expect(await column('messages', 'state')).toEqual(['scheduled', 'cancelled']);
  });

  test('needs the permission that its template asks for, whatever the playbook calls itself', async () => {
    const said = { channel: 'email', purpose: 'success', state: 'withdrawn', source: 'staff', said_by: 'Sam' };
    await owner()('consents').insert({
      ...said,
      supplier_id: me,
      contact_id: `con_${me}`,
      address_hash: owner().raw('address_hash(?)', [`${me}@example.com`]),
      said_at: new Date('2026-06-01T09:00:00Z'),
    });
    await aPlaybook('pb_1', { purpose: 'service' });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await interventions()).toEqual([{ step: 'hello', state: 'suppressed', reason: 'no_permission' }]);
    expect(await column('messages', 'id')).toEqual([]);
  });

  test('keeps out whom a note protects and says so on record', async () => {
    await owner()('notes').insert({
      id: named('note'),
      supplier_id: me,
      body: 'Bereavement',
      pinned: true,
      blocks_automation: true,
      author_id: 'stf_1',
      author_name: 'Sam',
    });
    await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await owner()('playbook_candidates').select('state', 'reason', 'why')).toEqual([
      { state: 'suppressed', reason: 'blocked_by_note', why: 'A pinned note stops automation: Bereavement' },
    ]);
  });

  test('holds some out: nothing is sent to them, and their goal is judged like everybody’s', async () => {
    await aPlaybook('pb_1', { holdoutPercent: 50 });
    for (let n = 2; n <= 20; n += 1) await aSupplier(named(`sup_${n}`));
    for (let n = 2; n <= 20; n += 1) await happens('health.dropped_to_at_risk', named(`sup_${n}`));
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await owner()('playbook_enrolments').where({ arm: 'held_out' }).pluck('id')).toHaveLength(10);
    expect(await column('messages', 'id')).toHaveLength(10);
    const heldOut: { supplier_id: string }[] = await owner()('playbook_enrolments').where({ arm: 'held_out' });
    clock.advanceMs(MINUTE_MS);
    await happens('subscription.changed', heldOut[0]?.supplier_id);
    await later(30 * DAY_MS);
    expect(await owner()('playbook_enrolments').where({ arm: 'held_out' }).orderBy('state').pluck('state')).toEqual([
      'goal_met',
      ...Array.from({ length: 9 }, () => 'goal_missed'),
    ]);
  });

  test('does nothing while it is paused or all are stopped, and goes on afterwards', async () => {
    await aPlaybook('pb_1');
    await owner()('playbook_policies').insert({ policy: JSON.stringify({ ...usualPolicy, stopped: true }) });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await column('playbook_enrolments', 'id')).toEqual([]);
    await owner()('playbook_policies').update({ policy: JSON.stringify(usualPolicy) });
    await work();
    expect(await column('messages', 'id')).toHaveLength(1);
  });

  test('on a schedule takes in each supplier once a day, by its own clock', async () => {
    const sydney = named('sup_sydney');
    await aSupplier(sydney, { time_zone: 'Australia/Sydney', region: named('here') });
    await owner()('suppliers')
      .where({ id: me })
      .update({ region: named('here') });
    const who = { field: 'region', operator: 'is', value: named('here') } as const;
    await aPlaybook('pb_1', { trigger: { kind: 'schedule', every: 'week', on: 1, hour: 19 }, who, coolDownDays: 0 });
    const fire = () => fireSchedules.run({ ...services(), ...jobParts }, {});
    expect(await fire()).toEqual({ proposed: 1 });
    expect(await fire()).toEqual({ proposed: 0 });
    expect(await owner()('playbook_candidates').pluck('supplier_id')).toEqual([sydney]);
    clock.set('2026-06-08T18:30:00Z');
    expect(await fire()).toEqual({ proposed: 1 });
  });

  const jobParts: Pick<JobContext, 'runId' | 'attempt' | 'plannedAt' | 'actor' | 'signal' | 'progress'> = {
    runId: 1,
    attempt: 1,
    plannedAt: null,
    actor,
    signal,
    progress: async () => undefined,
  };
});

describe('several playbooks', () => {
  test('never have the same supplier at once; the one of higher priority goes first', async () => {
    const steps: PlaybookStep[] = [mail('hello'), { id: 'rest', kind: 'wait', hours: 24 }];
    const low = await aPlaybook('pb_low', { priority: 10, steps, goal: { withinDays: 2, event: 'x.y', times: 1 } });
    const high = await aPlaybook('pb_high', { priority: 90, steps, goal: { withinDays: 2, event: 'x.y', times: 1 } });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await owner()('playbook_enrolments').where({ state: 'running' }).pluck('playbook_id')).toEqual([high]);
    await later(2 * DAY_MS);
    expect(await owner()('playbook_enrolments').where({ state: 'running' }).pluck('playbook_id')).toEqual([low]);
  });

  test('together keep the caps', async () => {
    await aPlaybook('pb_1', { steps: [mail('a'), mail('b'), mail('c')] });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await interventions()).toHaveLength(2);
    await later(7 * DAY_MS);
    expect(await interventions()).toMatchObject([{ step: 'a' }, { step: 'b' }, { step: 'c', state: 'scheduled' }]);
  });
});

/** A store that now and then loses its connection: before a commit (all of it is undone) or just after (nobody hears that it was done). */
function flaky(store: Store, failures: readonly ('none' | 'before' | 'after')[]): Store {
  let turn = 0;
  return {
    ...store,
    transact: async (by, run) => {
      const failure = failures[turn % failures.length];
      turn += 1;
      const result = await store.transact(by, async (writer) => {
        const done = await run(writer);
        if (failure === 'before') throw new Error('The process was killed.');
        return done;
      });
      if (failure === 'after') throw new Error('The process was killed.');
      return result;
    },
  };
}

test('every step is taken exactly once, wherever the worker is killed', async () => {
  const steps = [
    mail('a'),
    { id: 'b', kind: 'task', title: 'Look', priority: 'low', dueInDays: 3 } as const,
    mail('c'),
  ];
  await aPlaybook('pb_1', { steps, coolDownDays: 0 });
  await owner()('playbook_policies').insert({ policy: JSON.stringify({ ...usualPolicy, caps: [] }) });
  const failures = fc.array(fc.constantFrom('none' as const, 'before' as const, 'after' as const), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(failures, async (killed) => {
      await owner().raw('truncate interventions, playbook_enrolments, playbook_candidates, messages, tasks cascade');
      clock.set(monday);
      await happens('health.dropped_to_at_risk');
      const store = flaky(database.current.store, [...killed, 'none']);
      for (let attempt = 1; attempt <= 12; attempt += 1) {
        await work(store).catch(() => undefined);
        clock.set(new Date(Date.parse(monday) + attempt * 40 * MINUTE_MS).toISOString());
      }
      clock.set(new Date(Date.parse(monday) + DAY_MS).toISOString());
      await work();
      expect((await interventions()).map(({ step }: { step: string }) => step).sort()).toEqual(['a', 'b', 'c']);
      expect(await column('messages', 'id')).toHaveLength(2);
      expect(await column('tasks', 'id')).toHaveLength(1);
    }),
    { numRuns: 6 },
  );
});
