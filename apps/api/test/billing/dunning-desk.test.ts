import { randomUUID } from 'node:crypto';
import { eventById } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { beforeAll, expect, test } from 'vitest';
import { useDunningWorld } from '../../../worker/test/billing/dunning-world.ts';
import { hearOverriddenGuard } from '../../../worker/src/billing/subscription-desk/index.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

/** From the press of a button to the provider and back: the api, the worker and a Stripe account between them. */
const world = useDunningWorld('2026-06-01T10:00:00Z');
const app = useStaffApp({ capabilities: [access, suppliers, billing], database: world.database });
type Subscriber = Awaited<ReturnType<typeof world.subscriber>>;
let short: Subscriber;
let silent: Subscriber;
let lead: Browser;

beforeAll(async () => {
  short = await world.subscriber({ decline: 'insufficient_funds' });
  silent = await world.subscriber({ decline: 'call_issuer' });
  await world.renewalFails();
  await world.act();
  lead = await signedIn(app, { roles: ['support_lead', 'cs_manager'] });
  app.clock.set(new Date(world.engine.now() * 1_000).toISOString());
}, 60_000);

async function press(path: string, verb: string, input: object = {}): Promise<string> {
  const body = { input, reason: 'Agreed on the phone' };
  const answer = await lead.post(`/${path}/actions/${verb}`, body, { 'idempotency-key': randomUUID() });
  return answer.body.run?.id ?? JSON.stringify(answer.body);
}
const runOf = (id: string) => world.owner()('action_runs').where({ id }).first('state', 'error');
const preview = async (path: string, verb: string) =>
  (await lead.post(`/${path}/actions/${verb}/preview`, { input: {} })).body.lines;

test('a retry that the bank declines again fails in so many words, and counts against the card’s network', async () => {
  const { id } = await world.caseOf(short.supplierId);
  // Two suppliers share the card, and each failed once.
  const tries = { label: 'Tries with this card', value: '2 of 20 in 30 days' };
  expect(await preview(`dunning-cases/${id}`, 'retry')).toContainEqual(tries);
  const run = await press(`dunning-cases/${id}`, 'retry');
  await world.send();
  expect(await runOf(run)).toMatchObject({ state: 'failed', error: expect.stringMatching(/insufficient funds/i) });
  expect(await world.caseOf(short.supplierId)).toMatchObject({ state: 'open' });
  expect(await preview(`dunning-cases/${id}`, 'retry')).toContainEqual({ ...tries, value: '3 of 20 in 30 days' });
});

test('a retry that works closes the case when its webhook comes, and whoever pressed sees it succeed', async () => {
  const { id } = await world.caseOf(short.supplierId);
  world.engine.outside.clearCardBehaviour(short.methodId);
  const run = await press(`dunning-cases/${id}`, 'retry');
  await world.send();
  expect(await runOf(run)).toMatchObject({ state: 'succeeded' });
  expect(await world.caseOf(short.supplierId)).toMatchObject({ state: 'recovered', next_step_at: null });
  expect((await lead.post(`/dunning-cases/${id}/actions/retry/preview`, { input: {} })).body.code).toBe('case-closed');
});

test('evidence goes from the checklist to the bank, once, and the dispute is under review', async () => {
  const charge = await world
    .owner()('charges')
    .where({ supplier_id: short.supplierId, status: 'succeeded' })
    .first('id');
  const opened = { reason: 'product_not_received', outcome: 'won', closesInDays: 20 } as const;
  const { id } = world.engine.outside.openDispute(charge.id, opened);
  await world.hear();
  await press(`disputes/${id}`, 'save-evidence', { evidence: { customer_name: 'Rose Marlowe' } });
  const run = await press(`disputes/${id}`, 'submit-evidence');
  await world.send();
  expect(await runOf(run)).toMatchObject({ state: 'succeeded' });
  const { evidence, evidence_details: details } = await world.stripe().disputes.retrieve(id);
  expect([evidence.customer_name, details.submission_count]).toEqual(['Rose Marlowe', 1]);
  expect((await lead.get(`/disputes/${id}/case`)).body).toMatchObject({ status: 'under_review' });
  expect(await press(`disputes/${id}`, 'submit-evidence')).toContain('dispute-answered');
});

test('what a Saturday put off happens the moment a manager says why it need not wait', async () => {
  const goTo = async (at: string) => {
    world.engine.advanceTo(Date.parse(at) / 1_000);
    await world.hear();
    await world.act();
  };
  await goTo('2026-07-06T12:00:00Z');
  await goTo('2026-07-11T12:00:00Z');
  const deferral = await world
    .owner()('guard_deferrals')
    .where({ supplier_id: silent.supplierId, source: 'dunning' })
    .first();
  expect([deferral.kind, deferral.guard, await world.accessOf(silent.supplierId)]).toEqual([
    'restrict',
    'saturday',
    'full',
  ]);
  await world.act();
  expect(await world.caseOf(silent.supplierId)).toMatchObject({ stage: 'reminder' });
  app.clock.set('2026-07-11T12:00:00Z');
  lead = await signedIn(app, { roles: ['cs_manager'] });
  await press(`guard-deferrals/${deferral.id}`, 'override');
  await hearOverride();
  await world.act();
  expect(await world.accessOf(silent.supplierId)).toBe('read_only');
  expect(await world.caseOf(silent.supplierId)).toMatchObject({ stage: 'restrict' });
});

/** The worker's consumer reads what the api wrote. */
async function hearOverride(): Promise<void> {
  const told = await world.owner()('success_events').where({ type: 'guard_deferral.overridden' }).first('id');
  await world.database.current.store.transact(systemActor('test', 'req_test'), async (writer) => {
    const event = await eventById(writer, told.id);
    if (event !== undefined) await hearOverriddenGuard.apply(writer, [event], world.services());
  });
}
