import type { OutgoingMessage } from '@wedsync/db/delivery';
import type { Store } from '@wedsync/db/platform';
import { decideIntervention, playbookPolicy } from '@wedsync/db/success';
import type { EventType } from '@wedsync/domain/events';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@wedsync/domain/platform';
import { usualPolicy, type PlaybookPolicy } from '@wedsync/domain/success';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admitCandidates, followEvents, lookBeforeLeaving } from '../../src/success/playbooks/index.ts';
import { mail, monday, usePlaybooks } from './playbook-house.ts';

const {
  aPlaybook,
  aSupplier,
  clock,
  column,
  happens,
  interventions,
  later,
  me,
  named,
  owner,
  services,
  signal,
  told,
  transact,
  work,
} = usePlaybooks();

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
      { recipient: `${me()}@example.com`, subject: 'How is it going?', state: 'scheduled' },
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
    await transact((writer) =>
      followEvents.apply(
        writer,
        [told('message.replied', String(message), { payload: { source: 'playbook' } })],
        services(),
      ),
    );
    clock.advanceMs(MINUTE_MS);
    await happens('message.replied');
    await work();
    expect(await column('playbook_enrolments', 'end_reason')).toEqual(['They answered.']);
    expect(await interventions()).toEqual([{ step: 'hello', state: 'engaged', reason: null }]);
  });

  test('writes to nobody on a Saturday or a wedding day, and comes back on the first free morning', async () => {
    await owner()('wedding_dates').insert({ id: named('wed'), supplier_id: me(), held_on: '2026-06-07' });
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
      transact(async (writer) =>
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
      supplier_id: me(),
      body: 'Complaint',
      pinned: true,
      blocks_automation: true,
      author_id: 'stf_1',
      author_name: 'Sam',
    });
    expect(await decide('approve', more)).toBe('kept_back');
    expect(await column('messages', 'state')).toEqual(['scheduled', 'cancelled']);
    // The queue of those who agree follows what is told of it.
    const about = { resource: 'interventions', supplier_id: me() };
    expect(await owner()('success_events').where(about).orderBy('id').select('type', 'resource_id', 'payload')).toEqual(
      [
        { type: 'intervention.proposed', resource_id: hello, payload: {} },
        { type: 'intervention.decided', resource_id: hello, payload: { outcome: 'released' } },
        { type: 'intervention.proposed', resource_id: more, payload: {} },
        { type: 'intervention.decided', resource_id: more, payload: { outcome: 'kept_back' } },
      ],
    );
  });

  test('is agreed to neither while all playbooks are stopped nor while its own is paused', async () => {
    const playbookId = await aPlaybook('pb_1', { approveBeforeSend: true });
    await happens('health.dropped_to_at_risk');
    await work();
    const [hello] = await column('interventions', 'id');
    const approve = (policy: PlaybookPolicy) =>
      transact((writer) =>
        decideIntervention(
          writer,
          String(hello),
          { decision: 'approve', by: 'stf_1', byName: 'Marcus' },
          { now: clock.now(), policy },
        ),
      );
    await expect(approve({ ...usualPolicy, stopped: true })).rejects.toThrow('All playbooks are stopped.');
    await owner()('playbooks').where({ id: playbookId }).update({ state: 'paused' });
    await expect(approve(usualPolicy)).rejects.toThrow('is paused');
    expect(await column('messages', 'state')).toEqual(['proposed']);
  });

  const hindrances = async () => {
    const messages: OutgoingMessage[] = await owner()('messages').select('id', 'channel', 'purpose', {
      supplierId: 'supplier_id',
      sourceId: 'source_id',
    });
    const found = await transact((reader) => lookBeforeLeaving.look(reader, messages, clock.now()));
    return [...found.values()].map(({ reason, until }) => [reason, until?.toISOString() ?? null]);
  };

  test('keeps what is on its way out while it is paused, lets it go on at once, and for good once its reason has ended', async () => {
    const id = await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    await work();
    await owner()('playbooks').where({ id }).update({ state: 'paused' });
    expect(await hindrances()).toEqual([['paused', '2026-06-08T09:15:00.000Z']]);
    // As the last look leaves it.
    const inAnHour = new Date(Date.now() + HOUR_MS);
    await owner()('messages').update({ next_attempt_at: inAnHour });
    await owner()('playbooks').where({ id }).update({ state: 'live' });
    await resumed('playbook.resumed', id);
    const [due] = await column('messages', 'next_attempt_at');
    expect(due).not.toEqual(inAnHour);
    expect(await hindrances()).toEqual([]);
    // What is being tried cannot be taken back: it fails, and is judged as it comes up again.
    await owner()('messages').update({ state: 'sending' });
    clock.advanceMs(MINUTE_MS);
    await happens('message.replied');
    await work();
    expect(await column('messages', 'state')).toEqual(['sending']);
    expect(await hindrances()).toEqual([['ended', null]]);
  });

  test('sends what is late only when it may leave: not at night, not on a Saturday, not once a note protects', async () => {
    await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await hindrances()).toEqual([]);
    clock.set('2026-06-12T20:30:00Z');
    expect(await hindrances()).toEqual([['quiet_hours', '2026-06-14T07:00:00.000Z']]);
    clock.set('2026-06-13T11:00:00Z');
    expect(await hindrances()).toEqual([['saturday', '2026-06-14T11:00:00.000Z']]);
    await owner()('notes').insert({
      id: named('note'),
      supplier_id: me(),
      body: 'Bereavement',
      pinned: true,
      blocks_automation: true,
      author_id: 'stf_1',
      author_name: 'Sam',
    });
    expect(await hindrances()).toEqual([['blocked_by_note', null]]);
  });

  test('needs the permission that its template asks for, whatever the playbook calls itself', async () => {
    const said = { channel: 'email', purpose: 'success', state: 'withdrawn', source: 'staff', said_by: 'Sam' };
    await owner()('consents').insert({
      ...said,
      supplier_id: me(),
      contact_id: `con_${me()}`,
      address_hash: owner().raw('address_hash(?)', [`${me()}@example.com`]),
      said_at: new Date('2026-06-01T09:00:00Z'),
    });
    await aPlaybook('pb_1', { purpose: 'service' });
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await interventions()).toEqual([{ step: 'hello', state: 'suppressed', reason: 'no_permission' }]);
    expect(await column('messages', 'id')).toEqual([]);
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

  test.each(['paused', 'stopped'])(
    'that is %s takes back what has not left when they answer, and takes no step',
    async (how) => {
      const id = await aPlaybook('pb_1', { approveBeforeSend: true, steps: [mail('hello'), mail('more')] });
      await happens('health.dropped_to_at_risk');
      await work();
      const other = named('sup_other');
      await aSupplier(other);
      await happens('health.dropped_to_at_risk', other);
      await admitCandidates.drain(services(), signal);
      if (how === 'paused') await owner()('playbooks').where({ id }).update({ state: 'paused' });
      else await owner()('playbook_policies').insert({ policy: JSON.stringify({ ...usualPolicy, stopped: true }) });
      clock.advanceMs(MINUTE_MS);
      await happens('message.replied');
      await work();
      expect(
        await owner()('playbook_enrolments').orderBy('supplier_id').select('supplier_id', 'state', 'step'),
      ).toEqual([
        { supplier_id: me(), state: 'exited', step: 'hello' },
        { supplier_id: other, state: 'running', step: 'hello' },
      ]);
      expect(await column('messages', 'state')).toEqual(['cancelled']);
      await owner()('playbook_policies').update({ policy: JSON.stringify(usualPolicy) });
      await owner()('playbooks').where({ id }).update({ state: 'live' });
      await resumed(how === 'paused' ? 'playbook.resumed' : 'playbooks.started', id);
      await work();
      expect(await column('messages', 'state')).toEqual(['cancelled', 'proposed']);
    },
  );

  const resumed = (type: EventType, id: string) =>
    transact((writer) => followEvents.apply(writer, [told(type, id, { supplierId: null })], services()));

  test('judged late counts only what happened before its goal was due', async () => {
    const due = { withinDays: 10 };
    const late = await aPlaybook('pb_late', { goal: { ...due, event: 'subscription.changed', times: 2 } });
    const rule = { field: 'region', operator: 'is', value: named('moved') } as const;
    const ruled = await aPlaybook('pb_rule', { goal: { ...due, rule } });
    const timely = await aPlaybook('pb_timely', { goal: { ...due, event: 'subscription.changed', times: 1 } });
    await happens('health.dropped_to_at_risk');
    for (const _ of [late, ruled, timely]) await later(HOUR_MS);
    await owner()('playbooks').whereNot({ state: 'archived' }).update({ state: 'paused' });
    clock.advanceMs(9 * DAY_MS);
    await happens('subscription.changed');
    clock.advanceMs(5 * DAY_MS);
    await happens('subscription.changed');
    await owner()('suppliers')
      .where({ id: me() })
      .update({ region: named('moved') });
    await work();
    expect(await owner()('playbook_enrolments').orderBy('playbook_id').select('playbook_id', 'state')).toEqual([
      { playbook_id: late, state: 'goal_missed' },
      { playbook_id: ruled, state: 'goal_missed' },
      { playbook_id: timely, state: 'goal_met' },
    ]);
    expect(await owner()('playbook_enrolments').whereRaw('goal_met_at > goal_due_at').pluck('id')).toEqual([]);
  });

  test('leaves the supplier to a colleague who was in touch since it entered, then goes on', async () => {
    await aPlaybook('pb_1', { steps: [{ id: 'rest', kind: 'wait', hours: 24 }, mail('hello')] });
    await happens('health.dropped_to_at_risk');
    await work();
    await owner()('notes').insert({
      id: named('note'),
      supplier_id: me(),
      kind: 'call',
      body: 'Rang them',
      author_id: 'stf_1',
      author_name: 'Sam',
      created_at: new Date('2026-06-08T15:00:00Z'),
    });
    await later(DAY_MS);
    expect(await interventions()).toEqual([]);
    clock.set('2026-06-11T15:00:00Z');
    await work();
    expect(await interventions()).toEqual([{ step: 'hello', state: 'scheduled', reason: null }]);
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

test('every step is taken exactly once, wherever the worker is killed and however often the trigger fires', async () => {
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
    fc.asyncProperty(failures, fc.integer({ min: 1, max: 3 }), async (killed, fired) => {
      await owner().raw('truncate interventions, playbook_enrolments, playbook_candidates, messages, tasks cascade');
      clock.set(monday);
      for (let n = 0; n < fired; n += 1) await happens('health.dropped_to_at_risk');
      const store = flaky(services().store, [...killed, 'none']);
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
