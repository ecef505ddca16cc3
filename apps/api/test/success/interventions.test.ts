import { randomUUID } from 'node:crypto';
import { interventionFunnelSchema, interventionOutcomeSchema, roiReportSchema } from '@wedsync/domain/success';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, success] });
const owner = () => app.database.current.owner;
const entered = '2026-01-15T10:00:00Z';

let manager: Browser;
let support: Browser;
/** Has one of the three suppliers. */
let owning: Browser;

beforeAll(async () => {
  manager = await signedIn(app, { roles: ['cs_manager'], name: 'Mara' });
  support = await signedIn(app, { roles: ['support'] });
  const csm = await signedIn(app, { roles: ['csm'] });
  owning = csm;
  const goal = { withinDays: 14, event: 'login', times: 1 };
  const by = { created_by: 'stf_x', created_by_name: 'X' };
  await owner()('playbooks').insert({ id: 'pb_1', name: 'Save', state: 'draft', draft: { goal }, ...by });
  const published = { published_by: 'stf_x', published_by_name: 'X' };
  await owner()('playbook_versions').insert({ playbook_id: 'pb_1', number: 1, definition: { goal }, ...published });
  for (const index of [0, 1, 2]) {
    await addSupplier(owner(), `sup_${index}`, { owner_id: index === 2 ? csm.staffId : null });
    const way = { id: `enr_${index}`, playbook_id: 'pb_1', version_number: 1, supplier_id: `sup_${index}` };
    const drawn = { arm: 'treated', stratum: 'starter/at_risk', place: index };
    const ended = { state: 'goal_missed', cause: 'test', entered_at: entered, step_since: entered, ended_at: entered };
    await owner()('playbook_enrolments').insert({ ...way, ...drawn, ...ended, goal_due_at: '2026-01-29T10:00:00Z' });
    const outcome = { enrolment_id: way.id, playbook_id: 'pb_1', version_number: 1, supplier_id: way.supplier_id };
    const measured = { entered_at: entered, month: '2026-01-01', first_entry: true, cut_short: false, paying: true };
    await owner()('intervention_outcomes').insert({
      ...outcome,
      ...measured,
      arm: 'treated',
      plan_code: 'starter',
      health_band: 'at_risk',
      goal_due_at: '2026-01-29T10:00:00Z',
      goal_met: index === 0,
      retention_due_at: '2026-04-15T10:00:00Z',
      retained: true,
      residual_minor: 30_000,
      acts: 1,
      reached: 1,
      engaged: 0,
      cost_thousandths: 2_000_000,
      settled: false,
      measured_at: entered,
    });
    await owner()('interventions').insert({
      id: `itv_${index}`,
      enrolment_id: way.id,
      step: 'call',
      playbook_id: 'pb_1',
      supplier_id: way.supplier_id,
      kind: 'task',
      state: 'sent',
      title: 'Ring them',
      proposed_at: entered,
      sent_at: entered,
    });
  }
  await owner()('roi_cells').insert({
    month: '2026-01-01',
    playbook_id: 'pb_1',
    arm: 'treated',
    plan_code: 'starter',
    health_band: 'at_risk',
    entered: 3,
    suppliers: 3,
    goal_judged: 3,
    goal_met: 1,
    stay_judged: 3,
    stayed: 3,
    residual_known: 3,
    residual_minor: 90_000,
    value_known: 0,
    value_change_minor: 0,
    value_change_squares: 0,
    contacted: 3,
    contacted_stayed: 3,
    contacted_stayed_residual_minor: 90_000,
    acts: 3,
    reached: 3,
    engaged: 0,
    cost_thousandths: 6_000_000,
    judged_cost_thousandths: 6_000_000,
  });
});

const roi = async (browser: Browser) => roiReportSchema.parse((await browser.get('/roi?from=2026-01&to=2026-06')).body);

describe('the report of what playbooks brought', () => {
  test('says what was spent and contacted, and claims nothing that three suppliers cannot carry', async () => {
    const { total, playbooks } = await roi(manager);
    expect(total).toMatchObject({ costMinor: 6_000, contactedAndStayed: { suppliers: 3, minor: 90_000 }, saved: null });
    expect(playbooks[0]?.staying.verdict).toBe('not_enough');
  });

  test('counts for somebody with a scope their own suppliers alone', async () => {
    const { total } = await roi(owning);
    expect(total).toMatchObject({ entered: 1, costMinor: 2_000, contactedAndStayed: { suppliers: 1, minor: 30_000 } });
  });

  test('is read by whoever answers for money or suppliers, by nobody else, and never backwards', async () => {
    expect((await support.get('/roi?from=2026-01&to=2026-06')).status).toBe(403);
    expect((await manager.get('/roi?from=2026-06&to=2026-01')).status).toBe(400);
  });
});

describe('the rows behind it', () => {
  const listed = async (browser: Browser, filter: object) => {
    const answer = await browser.get(`/intervention-outcomes?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    return z.array(interventionOutcomeSchema).parse(answer.body);
  };

  test('are found by what a figure counts', async () => {
    const met = await listed(manager, {
      playbookId: 'pb_1',
      month: '2026-01',
      arm: 'treated',
      counted: true,
      goalMet: true,
    });
    expect(met.map(({ supplierId }) => supplierId)).toEqual(['sup_0']);
    expect(await listed(manager, { retained: false })).toEqual([]);
    expect(await listed(owning, {})).toHaveLength(1);
  });

  test('lead to interventions, by how their playbook ended and for which supplier', async () => {
    const filter = encodeURIComponent(
      JSON.stringify({ ending: ['goal_missed'], q: 'sup_2', proposedFrom: '2026-01-15' }),
    );
    expect((await manager.get(`/interventions?filter=${filter}`)).body).toMatchObject([
      { id: 'itv_2', ending: 'goal_missed' },
    ]);
  });

  test('are as many as a funnel counts within days of London, however late an act came up', async () => {
    const suppressed = { state: 'suppressed', reason: 'cool_down', decided_at: '2026-06-30T23:30:00Z' };
    const candidate = { playbook_id: 'pb_1', supplier_id: 'sup_0', cause: 'test', since: entered, look_at: entered };
    await owner()('playbook_candidates').insert({ ...candidate, ...suppressed, expires_at: entered });
    await owner()('interventions').where({ id: 'itv_1' }).update({ proposed_at: '2026-02-20T10:00:00Z', step: 'late' });
    const ids = async (resource: string, filter: object) =>
      (await manager.get(`/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body.length;
    const january = { enteredFrom: '2026-01-15', enteredTo: '2026-01-15' };
    const never = { enteredFrom: '2026-01-16', enteredTo: '2026-02-28' };
    expect([await ids('interventions', january), await ids('interventions', never)]).toEqual([3, 0]);
    expect(await ids('interventions', { ...january, step: 'late' })).toBe(1);
    expect([await ids('enrolments', january), await ids('enrolments', never)]).toEqual([3, 0]);
    const decided = (day: string) => ids('playbook-candidates', { decidedFrom: day, decidedTo: day });
    expect([await decided('2026-07-01'), await decided('2026-06-30')]).toEqual([1, 0]);
  });

  test('and the funnel counts what its reader sees', async () => {
    const path = '/intervention-funnel?from=2026-01-01&to=2026-01-31';
    const sent = async (browser: Browser) =>
      interventionFunnelSchema.parse((await browser.get(path)).body).playbooks.map((row) => row.sent);
    expect([await sent(manager), await sent(owning)]).toEqual([[3], [1]]);
    expect((await manager.get('/intervention-funnel?from=2020-01-01&to=2026-01-31')).status).toBe(400);
  });
});

describe('what acts cost', () => {
  const newest = async () => (await manager.get('/intervention-policies?range=[0,0]')).body[0];
  const revise = (browser: Browser, id: string, input: object) =>
    browser.post(
      `/intervention-policies/${id}/actions/revise`,
      { input, reason: 'New price list' },
      { 'idempotency-key': randomUUID() },
    );

  test('is revised by a manager, from what holds now, and measured at once', async () => {
    const { id, setByName: _by, setAt: _at, ...policy } = await newest();
    expect((await revise(owning, id, policy)).status).toBe(403);
    expect((await revise(manager, id, { ...policy, smsPerThousandMinor: 5_000 })).body.run.state).toBe('succeeded');
    expect(await newest()).toMatchObject({ smsPerThousandMinor: 5_000, hourlyCostMinor: 3_000, setByName: 'Mara' });
    expect((await revise(manager, id, policy)).status).toBe(409);
    expect(await owner()('job_runs').where({ name: 'interventions.measure' }).pluck('state')).toHaveLength(1);
  });
});
