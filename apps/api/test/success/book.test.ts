import { randomUUID } from 'node:crypto';
import { bookRisks } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { bookRisksSchema, nextActionsSchema, startablePlaybookSchema } from '@wedsync/domain/success';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addLivePlaybook } from '../../../../packages/db/test/success/a-playbook.ts';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, success] });
const owner = () => app.database.current.owner;

const inLondon = { field: 'region', operator: 'isAnyOf', value: ['London'] };
const definition = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: inLondon,
  purpose: 'success',
  steps: [{ id: 'call', kind: 'task', title: 'Ring them', priority: 'high', dueInDays: 1 }],
  goal: { withinDays: 30, event: 'plan.upgraded', times: 1 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 30,
  maxEntries: null,
  maxRunning: 100,
  holdoutPercent: 50,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};

let csm: Browser & { staffId: string };
let manager: Browser;

beforeAll(async () => {
  csm = await signedIn(app, { roles: ['csm'], name: 'Carla' });
  manager = await signedIn(app, { roles: ['cs_manager'], name: 'Mara' });
  const mine = { owner_id: csm.staffId };
  await addSupplier(owner(), 'sup_small', { ...mine, business_name: 'Likely but small' });
  await addSupplier(owner(), 'sup_large', { ...mine, business_name: 'Unlikely but large', region: 'Wales' });
  await addSupplier(owner(), 'sup_unknown', { ...mine, health_band: 'critical', mrr_minor: 7_900 });
  await addSupplier(owner(), 'sup_dismissed', mine);
  await addSupplier(owner(), 'sup_well', { ...mine, health_band: 'healthy' });
  await addSupplier(owner(), 'sup_others', {});
  await foretell('sup_small', 0.8, 10_000);
  await foretell('sup_large', 0.1, 900_000);
  await foretell('sup_dismissed', 0.9, 900_000, { dismissed_at: app.clock.now(), dismissed_by_name: 'Carla' });
  await foretell('sup_others', 0.9, 900_000);
  await addLivePlaybook(owner(), 'pb_win', definition, 'Win back');
});

async function foretell(supplierId: string, probability: number, residual: number, over: object = {}): Promise<void> {
  const reasons = JSON.stringify([
    { feature: 'a', title: 'A', words: 'nobody signed in for 20 days', weight: 0.4 },
    { feature: 'b', title: 'B', words: 'long with us', weight: -0.2 },
  ]);
  const prediction = { supplier_id: supplierId, horizon_days: 90, probability, model_id: 'm', features_hash: 'x' };
  await owner()('churn_predictions').insert({ ...prediction, reasons, scored_at: app.clock.now(), ...over });
  await owner()('supplier_values').insert({
    supplier_id: supplierId,
    state: 'paying',
    vendor_type: 'photographer',
    periods: 12,
    mrr_minor: 4_900,
    residual_minor: residual,
    method_version: '1',
    inputs_hash: 'x',
    computed_at: app.clock.now(),
  });
}

const risks = async (browser: Browser, query = '') =>
  bookRisksSchema.parse((await browser.get(`/book-risks${query}`)).body);
const start = (browser: Browser, supplierId: string, playbookId = 'pb_win') =>
  browser.post(
    `/suppliers/${supplierId}/actions/start-playbook`,
    { input: { playbookId } },
    { 'idempotency-key': randomUUID() },
  );

describe('what is best done for one supplier', () => {
  test('is ranked by what it is expected to save, as in the book, and says what cannot be started', async () => {
    const of = async (id: string) => nextActionsSchema.parse((await csm.get(`/suppliers/${id}/next-actions`)).body);
    const { rows } = bookRisksSchema.parse((await csm.get('/book-risks')).body);
    const risk = rows.find(({ supplierId }) => supplierId === 'sup_small');
    const small = await of('sup_small');
    expect(small.actions.map(({ option }) => option.playbook?.name ?? 'A call')).toEqual(['Win back', 'A call']);
    expect(small.actions[0]).toEqual({ option: risk?.option, expectedSavedMinor: risk?.expectedSavedMinor });
    const large = await of('sup_large');
    expect(large.actions.map(({ option }) => option.playbook)).toEqual([null]);
    expect(large.refused).toMatchObject([{ id: 'pb_win', why: expect.any(String) }]);
    expect((await of('sup_dismissed')).actions[0]?.expectedSavedMinor).toBeNull();
    expect((await csm.get('/suppliers/nobody/next-actions')).status).toBe(404);
  });
});

describe('who of a book may leave', () => {
  test('stands by what acting is expected to save, every part told, those nobody foretells last', async () => {
    const { rows, priorShare } = await risks(csm);
    expect(rows.map(({ supplierId, expectedSavedMinor }) => [supplierId, expectedSavedMinor])).toEqual([
      ['sup_large', 18_000],
      ['sup_small', 1_600],
      ['sup_unknown', null],
    ]);
    expect(priorShare).toBe(0.2);
    expect(rows[0]).toMatchObject({
      probability: 0.1,
      residualValueMinor: 900_000,
      option: { playbook: null, share: 0.2 },
    });
    expect(rows[1]).toMatchObject({
      reasons: ['nobody signed in for 20 days'],
      option: { playbook: { id: 'pb_win', name: 'Win back' }, measured: null },
    });
  });

  test('counts what a playbook was measured to save once its comparison is mature', async () => {
    const cell = { month: '2026-01-01', playbook_id: 'pb_win', plan_code: 'starter', health_band: 'at_risk' };
    const zero = Object.fromEntries(
      ['goal_judged', 'goal_met', 'residual_known', 'residual_minor', 'value_known', 'value_change_minor'].map(
        (name) => [name, 0],
      ),
    );
    const none = Object.fromEntries(
      [
        'value_change_squares',
        'contacted',
        'contacted_stayed',
        'contacted_stayed_residual_minor',
        'acts',
        'reached',
        'engaged',
        'cost_thousandths',
        'judged_cost_thousandths',
      ].map((name) => [name, 0]),
    );
    const arm = (name: string, judged: number, stayed: number) => ({
      ...cell,
      ...zero,
      ...none,
      arm: name,
      entered: judged,
      suppliers: judged,
      stay_judged: judged,
      stayed,
    });
    await owner()('roi_cells').insert([arm('treated', 9_000, 8_100), arm('held_out', 1_000, 800)]);
    const { rows } = await risks(csm);
    expect(rows.find(({ supplierId }) => supplierId === 'sup_small')).toMatchObject({
      expectedSavedMinor: 4_000,
      option: { share: 0.5, measured: { heldOut: { n: 1_000, successes: 800 } } },
    });
    await owner()('roi_cells').delete();
  });

  test("is each one's own; a lead opens any book, a CSM no other", async () => {
    expect((await risks(manager)).rows).toEqual([]);
    expect((await risks(manager, `?ownerId=${csm.staffId}`)).total).toBe(3);
    expect((await manager.get('/supplier-books')).body).toEqual([
      { ownerId: csm.staffId, ownerName: 'Carla', suppliers: 5, openTasks: expect.any(Number) },
    ]);
    const theo = await signedIn(app, { roles: ['csm'], name: 'Theo' });
    expect((await risks(theo, `?ownerId=${csm.staffId}`)).rows).toEqual([]);
  });

  test('takes a fixed number of queries, however many suppliers there are', async () => {
    const queries = () =>
      app.database.current.store.read(systemActor('test', 'req_test'), async (reader) => {
        let count = 0;
        reader.sql.on('query', () => (count += 1));
        await bookRisks(reader, csm.staffId, 50, app.clock.now());
        return count;
      });
    const few = await queries();
    for (let n = 0; n < 30; n += 1) {
      await addSupplier(owner(), `sup_more_${n}`, { owner_id: csm.staffId });
      await foretell(`sup_more_${n}`, 0.01, 100);
    }
    expect(await queries()).toBe(few);
    expect(few).toBeGreaterThan(3);
  });
});

describe('a playbook that a person starts', () => {
  test('begins at once, is told on the timeline as theirs, and counts in no comparison', async () => {
    expect((await start(csm, 'sup_small')).body.run.state).toBe('succeeded');
    const enrolment = await owner()('playbook_enrolments').where({ supplier_id: 'sup_small' }).first();
    expect(enrolment).toMatchObject({ arm: 'treated', chosen_by_name: 'Carla', place: null, step: 'call' });
    expect((await manager.get('/playbooks/pb_win/results')).body.arms).toEqual([]);
    const story = await owner()('timeline_entries').where({ supplier_id: 'sup_small', kind: 'playbook' }).first();
    expect(story).toMatchObject({ title: 'Entered Win back', actor_name: 'Carla' });
  });

  test('is started once, however often it is asked for at the same time', async () => {
    const answers = await Promise.all([
      start(csm, 'sup_dismissed'),
      start(csm, 'sup_dismissed'),
      start(manager, 'sup_dismissed'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await owner()('playbook_enrolments').where({ supplier_id: 'sup_dismissed' })).toHaveLength(1);
  });

  test('means whom two people agreed that it means, and says so', async () => {
    const refused = await start(csm, 'sup_large');
    expect([refused.status, refused.body.code]).toEqual([409, 'playbook-stays']);
    const offered = z
      .array(startablePlaybookSchema)
      .parse((await csm.get('/suppliers/sup_large/startable-playbooks')).body);
    expect(offered).toMatchObject([{ name: 'Win back', refused: expect.stringContaining('not meant') }]);
  });

  test('is for as many as it takes, also those in it whom the person does not see', async () => {
    await addLivePlaybook(owner(), 'pb_full', { ...definition, maxRunning: 1 });
    const theirs = await signedIn(app, { roles: ['csm'], name: 'Theo' });
    await addSupplier(owner(), 'sup_of_theo', { owner_id: theirs.staffId });
    expect((await start(theirs, 'sup_of_theo', 'pb_full')).body.run.state).toBe('succeeded');
    const refused = await start(csm, 'sup_unknown', 'pb_full');
    expect([refused.status, refused.body.code]).toEqual([409, 'playbook-stays']);
    const [, offered] = z
      .array(startablePlaybookSchema)
      .parse((await csm.get('/suppliers/sup_unknown/startable-playbooks')).body)
      .toSorted((one, other) => other.playbookId.localeCompare(one.playbookId));
    expect(offered).toMatchObject({ playbookId: 'pb_full', refused: 'As many suppliers as it takes are in it.' });
    await owner()('playbooks').where({ id: 'pb_full' }).update({ state: 'archived' });
  });

  test('is started for more than ten at once by two people, not by one', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `sup_more_${n}`);
    const many = (some: readonly string[]) =>
      csm.post(
        '/actions/start-playbook',
        { resource: 'suppliers', ids: some, input: { playbookId: 'pb_win' } },
        { 'idempotency-key': randomUUID() },
      );
    const refused = await many(ids);
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('second person')]);
    expect((await many(ids.slice(0, 10))).body.succeeded).toHaveLength(10);
  });

  test('is no way around the hold-out, nor into the book of somebody else', async () => {
    await owner()('playbook_enrolments').insert({
      id: 'enr_held',
      playbook_id: 'pb_win',
      version_number: 1,
      supplier_id: 'sup_well',
      arm: 'held_out',
      stratum: 's',
      place: 0,
      state: 'goal_missed',
      cause: 'event:1',
      entered_at: app.clock.now(),
      step_since: app.clock.now(),
      goal_due_at: app.clock.now(),
      ended_at: app.clock.now(),
    });
    expect((await start(csm, 'sup_well')).body.message).toContain('held out');
    expect((await start(csm, 'sup_others')).status).toBe(404);
  });
});
