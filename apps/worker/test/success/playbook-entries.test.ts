import { keepProductEvents, linkWaitingEvents } from '@wedsync/db/connectors';
import type { Store } from '@wedsync/db/platform';
import { followTriggers } from '@wedsync/db/success';
import { parseProductEvents } from '@wedsync/domain/connectors';
import { DAY_MS, HOUR_MS } from '@wedsync/domain/platform';
import { usualPolicy, type PlaybookStep } from '@wedsync/domain/success';
import { describe, expect, test } from 'vitest';
import { asJob } from '../support/index.ts';
import { admitCandidates, fireSchedules, followEvents } from '../../src/success/playbooks/index.ts';
import { mail, usePlaybooks } from './playbook-house.ts';

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

describe('a supplier', () => {
  test('whom a note protects is kept out, and it says so on record', async () => {
    await owner()('notes').insert({
      id: named('note'),
      supplier_id: me(),
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

  test('for whom a trigger fired goes on waiting while the playbook is paused', async () => {
    const id = await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    await owner()('playbooks').where({ id }).update({ state: 'paused' });
    await work();
    expect(await column('playbook_candidates', 'state')).toEqual(['waiting']);
    await owner()('playbooks').where({ id }).update({ state: 'live' });
    await work();
    expect(await column('playbook_candidates', 'state')).toEqual(['entered']);
  });

  test('sets off a playbook by news alone, not by an imported past', async () => {
    await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk', me(), new Date('2026-05-08T09:00:00Z'));
    expect(await column('playbook_candidates', 'id')).toEqual([]);
  });

  test('is asked by a schedule once a day, by its own clock', async () => {
    const sydney = named('sup_sydney');
    await aSupplier(sydney, { time_zone: 'Australia/Sydney', region: named('here') });
    await owner()('suppliers')
      .where({ id: me() })
      .update({ region: named('here') });
    const who = { field: 'region', operator: 'is', value: named('here') } as const;
    await aPlaybook('pb_1', { trigger: { kind: 'schedule', every: 'week', on: 1, hour: 19 }, who, coolDownDays: 0 });
    const fire = () => fireSchedules.run(asJob(services()), {});
    expect(await fire()).toEqual({ proposed: 1 });
    expect(await fire()).toEqual({ proposed: 0 });
    expect(await owner()('playbook_candidates').pluck('supplier_id')).toEqual([sydney]);
    clock.set('2026-06-08T18:30:00Z');
    expect(await fire()).toEqual({ proposed: 1 });
  });
});

describe('a supplier for whom a playbook waits twice', () => {
  const twice = async () => {
    await happens('health.dropped_to_at_risk');
    await happens('health.dropped_to_at_risk');
  };
  const decisions = () => owner()('playbook_candidates').orderBy('id').select('state', 'reason');

  test('enters once; the second is kept out because it is in', async () => {
    await aPlaybook('pb_1', { coolDownDays: 0 });
    await twice();
    await work();
    expect(await decisions()).toEqual([
      { state: 'entered', reason: null },
      { state: 'suppressed', reason: 'in_playbook' },
    ]);
    expect(await column('messages', 'id')).toHaveLength(1);
  });

  test('waits for no longer than a week, also when nobody could decide meanwhile', async () => {
    await aPlaybook('pb_1');
    await owner()('playbook_policies').insert({ policy: JSON.stringify({ ...usualPolicy, stopped: true }) });
    await happens('health.dropped_to_at_risk');
    clock.advanceMs(7 * DAY_MS);
    await owner()('playbook_policies').update({ policy: JSON.stringify(usualPolicy) });
    await work();
    expect(await decisions()).toEqual([{ state: 'suppressed', reason: 'waited_too_long' }]);
    await happens('health.dropped_to_at_risk');
    await work();
    expect(await decisions()).toMatchObject([{ state: 'suppressed' }, { state: 'entered' }]);
  });

  test('is given up after a week when deciding fails for ever', async () => {
    await aPlaybook('pb_1');
    await happens('health.dropped_to_at_risk');
    const broken: Store = {
      ...services().store,
      transact: (by, run) =>
        services().store.transact(by, async (writer) => {
          const done = await run(writer);
          if (done === 1) throw new Error('It cannot be decided.');
          return done;
        }),
    };
    for (let day = 0; day < 7; day += 1) {
      await admitCandidates.drain(services(broken), signal);
      expect(await decisions()).toEqual([{ state: 'waiting', reason: null }]);
      clock.advanceMs(DAY_MS);
    }
    await admitCandidates.drain(services(broken), signal);
    expect(await decisions()).toEqual([{ state: 'suppressed', reason: 'waited_too_long' }]);
  });
});

describe('what a supplier does in the product', () => {
  const loggedIn = (n: number, over: Record<string, unknown> = {}) => ({
    id: `${named('evt')}_${n}`,
    supplierExternalId: `ext-${me()}`,
    name: 'login',
    occurredAt: clock.now().toISOString(),
    ...over,
  });
  const ingest = (events: readonly object[]) =>
    transact((writer) => {
      const limits = { perSupplierPerHour: 1_000, burst: 1_000 };
      return keepProductEvents(writer, parseProductEvents(events, clock.now()).events, limits, clock.now());
    });
  const reported = () => owner()('success_events').where({ type: 'product.reported', supplier_id: me() });
  const hear = async () => {
    const events = (await reported()).map(({ id, resource_id, payload, occurred_at }) =>
      told('product.reported', resource_id, { id, payload, occurredAt: occurred_at }),
    );
    await transact((writer) => followEvents.apply(writer, events, services()));
  };
  const live = (event: string) => aPlaybook('pb_login', { trigger: { kind: 'event', event } });
  const follow = () => transact(followTriggers);

  test('is told only while a live playbook waits for it, news only, several in one report once, and starts the playbook', async () => {
    await ingest([loggedIn(1)]);
    const id = await live('login');
    await follow();
    await ingest([loggedIn(2, { occurredAt: '2026-06-01T09:00:00Z' }), loggedIn(3, { name: 'form.submitted' })]);
    expect(await reported()).toEqual([]);
    await ingest([loggedIn(4), loggedIn(5), loggedIn(5)]);
    await ingest([loggedIn(4)]);
    expect(await reported()).toHaveLength(1);
    await hear();
    await work();
    expect(await owner()('playbook_enrolments').pluck('playbook_id')).toEqual([id]);
    await owner()('playbooks').where({ id }).update({ state: 'paused' });
    await follow();
    await ingest([loggedIn(6)]);
    expect(await reported()).toHaveLength(1);
  });

  test('before the supplier was known is told when it arrives, once', async () => {
    await live('login');
    await follow();
    const stranger = named('stranger');
    await ingest([loggedIn(1, { supplierExternalId: `ext-${stranger}` })]);
    await aSupplier(stranger);
    const link = () => transact((writer) => linkWaitingEvents(writer, clock.now()));
    await link();
    await link();
    expect(await owner()('success_events').where({ type: 'product.reported', supplier_id: stranger })).toHaveLength(1);
  });

  test('is counted once when the house tells the same under the same name', async () => {
    await aPlaybook('pb_1', { goal: { withinDays: 30, event: 'milestone.reached', times: 2 } });
    await happens('health.dropped_to_at_risk');
    await work();
    clock.advanceMs(HOUR_MS);
    await ingest([loggedIn(1, { name: 'milestone.reached', properties: { milestone: 'first_form' } })]);
    await happens('milestone.reached');
    await work();
    expect(await column('playbook_enrolments', 'state')).toEqual(['running']);
    clock.advanceMs(HOUR_MS);
    await happens('milestone.reached');
    await work();
    expect(await column('playbook_enrolments', 'state')).toEqual(['goal_met']);
  });
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

  test('keep the caps while nothing leaves: what will be tried again counts, what was given up does not', async () => {
    await aPlaybook('pb_1', { steps: [mail('a'), mail('b'), mail('c')] });
    await happens('health.dropped_to_at_risk');
    await work();
    await owner()('messages').update({ state: 'failed', next_attempt_at: clock.now() });
    await owner()('playbook_enrolments').update({ due_at: clock.now() });
    await work();
    expect(await interventions()).toHaveLength(2);
    await owner()('messages').update({ next_attempt_at: null });
    await owner()('playbook_enrolments').update({ due_at: clock.now() });
    await work();
    expect(await interventions()).toHaveLength(3);
  });
});
