import type { OutgoingMessage } from '@wedsync/db/delivery';
import { weddingGuard } from '@wedsync/domain/suppliers';
import { beforeAll, describe, expect, test } from 'vitest';
import { lookAtReminders } from '../../src/billing/index.ts';
import { useDunningWorld } from './dunning-world.ts';
import { actor } from './recorded-world.ts';

const world = useDunningWorld('2026-06-01T10:00:00Z');
type Subscriber = Awaited<ReturnType<typeof world.subscriber>>;

const who: Record<string, Subscriber> = {};
const of = (name: string): Subscriber => {
  const found = who[name];
  if (found === undefined) throw new Error(`Nobody is called ${name}.`);
  return found;
};
const dunningLetters = async (name: string) =>
  (await world.lettersTo(of(name).supplierId)).filter(
    ({ template }) => template !== 'welcome' && template !== 'receipt',
  );

const remindersTo = (name: string): Promise<OutgoingMessage[]> =>
  world
    .owner()('messages')
    .where({ source: 'dunning', supplier_id: of(name).supplierId })
    .orderBy('created_at')
    .select('id', 'template', { supplierId: 'supplier_id', sourceId: 'source_id' });
const lookAt = (letters: readonly OutgoingMessage[], at: string) =>
  world.services().store.read(actor, (reader) => lookAtReminders.look(reader, letters, new Date(at)));

/** Everybody's renewal falls on Wednesday 1 July 2026, an hour before noon in London. */
beforeAll(async () => {
  who.opaque = await world.subscriber({ decline: 'call_issuer' });
  who.payer = await world.subscriber({ decline: 'insufficient_funds' });
  who.bride = await world.subscriber({ decline: 'call_issuer', weddings: ['2026-07-12'] });
  who.stolen = await world.subscriber({ decline: 'stolen_card' });
  who.revoked = await world.subscriber({ decline: 'revocation_of_authorization' });
  who.confirm = await world.subscriber({ requiresAction: true });
  who.racer = await world.subscriber({ decline: 'call_issuer' });
  who.byTransfer = await world.subscriber({ decline: 'call_issuer' });
  who.voided = await world.subscriber({ decline: 'call_issuer' });
  who.chargeOnly = await world.subscriber({ decline: 'insufficient_funds' });
  await world.renewalFails();
  await world.act();
});

test('a renewal that the bank declines opens one case, classed by its reason, and writes once', async () => {
  expect(await world.caseOf(of('opaque').supplierId)).toMatchObject({
    state: 'open',
    decline_class: 'opaque',
    decline_code: 'call_issuer',
    stage: 'notice',
    next_stage: 'reminder',
    amount_minor: 4_900,
  });
  const letters = await dunningLetters('opaque');
  expect(letters.map(({ template }) => template)).toEqual(['payment-failed']);
  expect(letters[0].body).toContain('£49.00');
  expect(letters[0].body).toContain('becomes read-only');
});

test('a stolen card is told to nobody as stolen', async () => {
  const [letter] = await dunningLetters('stolen');
  expect(`${letter.subject} ${letter.body}`).not.toMatch(/stolen|lost|fraud/i);
});

test('a bank that wants its cardholder sends them to the invoice', async () => {
  expect(await world.caseOf(of('confirm').supplierId)).toMatchObject({ decline_class: 'authentication' });
  expect((await dunningLetters('confirm'))[0].body).toContain('Confirm payment');
});

test('a withdrawn permission is a person’s task and no letter', async () => {
  expect(await dunningLetters('revoked')).toEqual([]);
  expect(
    await world
      .owner()('tasks')
      .where({ supplier_id: of('revoked').supplierId, type: 'dunning' }),
  ).toMatchObject([{ title: 'Ask whether they want to leave', priority: 'high' }]);
});

test('a successful charge ends the case before the invoice says a word', async () => {
  await world.pays(of('chargeOnly'));
  await world.hearOnly('charge.succeeded');
  const row = await world.caseOf(of('chargeOnly').supplierId);
  expect(row).toMatchObject({ state: 'recovered', next_step_at: null, next_stage: null });
  const letters = await dunningLetters('chargeOnly');
  expect(letters).toMatchObject([{ state: 'cancelled' }]);
});

test('a bank transfer booked by hand ends the case at once, also when nobody followed it yet; taken back, it is owed again', async () => {
  const { supplierId } = of('byTransfer');
  const { id, invoice_id: invoiceId, customer_id: customerId } = await world.caseOf(supplierId);
  const payment = await world.transferred({ invoiceId, customerId, supplierId, amountMinor: 4_900 });
  await world.owner()('dunning_cases').where({ id }).update({ next_step_at: world.now() });
  await world.act();
  expect(await world.caseOf(supplierId)).toMatchObject({ state: 'recovered', stage: 'notice', next_step_at: null });
  world.engine.advanceTo(world.engine.now() + 60);
  await world.takenBack(payment);
  await world.followByHand('manual_payment.reversed');
  expect(await world.caseOf(supplierId)).toMatchObject({ state: 'open', next_stage: 'notice' });
  world.engine.advanceTo(world.engine.now() + 60);
  await world.transferred({ invoiceId, customerId, supplierId, amountMinor: 4_900 });
  await world.followByHand('manual_payment.recorded');
  expect(await world.caseOf(supplierId)).toMatchObject({ state: 'recovered', next_step_at: null });
});

test('whether the money or the reminder is first, nothing is left to be sent afterwards', async () => {
  const { supplierId } = of('racer');
  const { id } = await world.caseOf(supplierId);
  await world
    .owner()('dunning_cases')
    .where({ id })
    .update({ next_step_at: new Date(0) });
  await world.pays(of('racer'));
  await Promise.all([world.hear(), world.actOnce(), world.actOnce(), world.actOnce()]);
  expect(await world.caseOf(supplierId)).toMatchObject({ state: 'recovered', next_step_at: null });
  const waiting = (await dunningLetters('racer')).filter(({ state }) => state === 'scheduled' || state === 'proposed');
  expect(waiting).toEqual([]);
});

describe('as the days go by', () => {
  beforeAll(async () => {
    await world.pass(12);
  }, 120_000);

  test('access becomes read-only on the tenth day, and says why', async () => {
    const { supplierId } = of('opaque');
    expect(await world.caseOf(supplierId)).toMatchObject({ stage: 'restrict', access: 'read_only' });
    expect(await world.accessOf(supplierId)).toBe('read_only');
    expect((await dunningLetters('opaque')).map(({ template }) => template)).toEqual([
      'payment-failed',
      'payment-reminder',
      'account-restricted',
    ]);
  });

  test('a reminder that is late leaves on no Saturday, unless somebody said that it need not wait', async () => {
    const letters = await remindersTo('opaque');
    const look = async (at: string) => {
      const found = await lookAt(letters, at);
      return letters.map(({ id }) => found.get(id)?.until?.toISOString() ?? null);
    };
    expect(await look('2026-07-17T11:00:00Z')).toEqual([null, null, null]);
    const monday = '2026-07-20T09:00:00.000Z';
    expect(await look('2026-07-18T11:00:00Z')).toEqual([monday, monday, monday]);
    await world
      .owner()('guard_deferrals')
      .insert({
        id: 'gdf_test',
        supplier_id: of('opaque').supplierId,
        kind: 'message',
        title: 'Reminder',
        source: 'dunning',
        source_id: letters[0]?.sourceId,
        guard: 'saturday',
        local_date: '2026-07-18',
        deferred_at: '2026-07-18T11:00:00Z',
        until: monday,
        overridden_by: 'stf_1',
        overridden_by_name: 'Marcus',
        override_reason: 'They asked for it',
        overridden_at: '2026-07-18T11:00:00Z',
      });
    expect((await look('2026-07-18T11:00:00Z')).toSorted()).toEqual([monday, monday, null]);
    await world.owner()('guard_deferrals').where({ id: 'gdf_test' }).delete();
  });

  test('a wedding puts the restriction off to Monday’s next free day, on record', async () => {
    const { supplierId } = of('bride');
    const { id, stage } = await world.caseOf(supplierId);
    expect(stage).toBe('reminder');
    expect(await world.accessOf(supplierId)).toBe('full');
    expect(
      await world
        .owner()('guard_deferrals')
        .where({ source: 'dunning', source_id: `${id}:restrict` }),
    ).toMatchObject([{ supplier_id: supplierId, kind: 'restrict', guard: 'wedding' }]);
    const step = (await world.stepsOf(id)).find((one) => one.stage === 'restrict');
    expect(weddingGuard(step.acts_at, { timeZone: 'Europe/London', weddingDates: ['2026-07-12'] })).toBeNull();
  });

  test('a payment gives everything back in the same moment', async () => {
    await world.pays(of('opaque'));
    await world.hear();
    expect(await world.accessOf(of('opaque').supplierId)).toBe('full');
    expect(await world.caseOf(of('opaque').supplierId)).toMatchObject({ state: 'recovered', access: null });
  });

  test('nobody who has paid is reminded, though their reminder was being sent as they did', async () => {
    const found = await lookAt(await remindersTo('opaque'), '2026-07-17T11:00:00Z');
    const never = { reason: 'ended', why: 'What it asks for was paid.', until: null };
    expect([...found.values()]).toEqual([never, never, never]);
  });

  test('after thirty days the subscription is ended at the provider, once', async () => {
    await world.pass(20);
    const { supplierId, subscriptionId } = of('stolen');
    expect(await world.caseOf(supplierId)).toMatchObject({ state: 'lost', stage: 'cancel' });
    expect((await world.stripe().subscriptions.retrieve(subscriptionId)).status).not.toBe('canceled');
    await world
      .owner()('collection_requests')
      .whereNot({ target_id: subscriptionId })
      .update({ next_attempt_at: null });
    await world.send();
    expect((await world.stripe().subscriptions.retrieve(subscriptionId)).status).toBe('canceled');
    expect(await world.accessOf(supplierId)).toBe('none');
    // That it ended is still told; what was asked for before is asked for no more.
    const letters = await remindersTo('stolen');
    const kept = await lookAt(letters, '2026-08-05T11:00:00Z');
    const leaving = letters.filter(({ id }) => !kept.has(id)).map(({ template }) => template);
    expect(leaving).toEqual(['subscription-ended']);
  }, 120_000);

  test('an invoice voided at the provider, of which nobody has heard yet, ends nothing', async () => {
    const { subscriptionId, customerId } = of('voided');
    const asked = () => world.owner()('collection_requests').where({ target_id: subscriptionId });
    expect(await asked()).toMatchObject([{ kind: 'cancel', state: 'queued' }]);
    const { data } = await world.stripe().invoices.list({ customer: customerId, status: 'open' });
    for (const { id } of data) await world.stripe().invoices.voidInvoice(id);
    await asked().update({ next_attempt_at: world.owner().fn.now() });
    await world.send();
    expect(await asked()).toMatchObject([{ state: 'cancelled', error: 'The invoice is void meanwhile.' }]);
    expect((await world.stripe().subscriptions.retrieve(subscriptionId)).status).not.toBe('canceled');
  }, 60_000);

  test('whoever pays while the request waits is not ended', async () => {
    const { supplierId, subscriptionId } = of('payer');
    expect(await world.caseOf(supplierId)).toMatchObject({ state: 'lost' });
    await world.pays(of('payer'));
    await world.hear();
    expect(await world.caseOf(supplierId)).toMatchObject({ state: 'recovered' });
    expect(await world.owner()('collection_requests').where({ target_id: subscriptionId })).toMatchObject([
      { kind: 'cancel', state: 'cancelled', next_attempt_at: null },
    ]);
    expect((await world.stripe().subscriptions.retrieve(subscriptionId)).status).not.toBe('canceled');
  });
});

test('no step of anybody ever acted on a guarded day', async () => {
  const steps: { done_at: Date; supplier_id: string }[] = await world.owner()('dunning_steps').where({ state: 'done' });
  expect(steps.length).toBeGreaterThan(15);
  for (const { done_at: at, supplier_id: id } of steps) {
    const weddingDates = id === of('bride').supplierId ? ['2026-07-12'] : [];
    expect(weddingGuard(at, { timeZone: 'Europe/London', weddingDates })).toBeNull();
  }
});
