import { keepProductEvents } from '@wedsync/db/connectors';
import { keepReferralFacts, measureReferrals, scoreReferrals } from '@wedsync/db/success';
import { referralFiguresSchema } from '@wedsync/domain/success';
import { systemActor } from '@wedsync/domain/platform';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { signedIn, useStaffApp } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, success] });
const actor = systemActor('test', 'req_test');
type Browser = Awaited<ReturnType<typeof signedIn>>;

/** Anna invited Ben, whose contacts have addresses at the same domain; the rules call it fraud. */
beforeAll(async () => {
  const { store, owner } = app.database.current;
  for (const [name, signedUpAt] of [
    ['anna', '2025-01-01'],
    ['ben', '2026-06-05'],
  ] as const) {
    await addSupplier(owner, `sup_${name}`, {
      external_id: name,
      business_name: `Studio ${name}`,
      signed_up_at: signedUpAt,
    });
    const email = `${name}@barn.example`;
    await owner('contacts').insert({ id: `con_${name}`, supplier_id: `sup_${name}`, name, email, is_primary: true });
  }
  const at = (day: string) => new Date(`${day}T10:00:00Z`);
  const batch = [
    { id: 'e1', supplierExternalId: 'anna', name: 'referral.invited' as const, occurredAt: at('2026-06-01') },
    { id: 'e2', supplierExternalId: 'ben', name: 'referral.accepted' as const, occurredAt: at('2026-06-05') },
  ].map((event, index) => ({ index, event: { ...event, properties: { invite: 'i/1' } } }));
  await store.transact(actor, async (writer) => {
    await keepProductEvents(writer, batch, { perSupplierPerHour: 100, burst: 100 }, app.clock.now());
    await scoreReferrals(writer, await keepReferralFacts(writer, ['e1', 'e2']), app.clock.now());
    await measureReferrals(writer, app.clock.now());
  });
});

const only = async (browser: Browser) => (await browser.get('/referrals')).body[0];
const decide = async (browser: Browser, id: string, decision: string) =>
  browser.post(
    `/referrals/${id}/actions/decide`,
    { input: { decision }, reason: 'Two businesses, one landlord' },
    { 'idempotency-key': randomUUID() },
  );

describe('invites', () => {
  test('are read with their reason by those who work with them, and by nobody else', async () => {
    const reader = await signedIn(app, { roles: ['marketing'] });
    expect(await only(reader)).toMatchObject({
      state: 'fraud',
      reason: 'same_domain',
      inviter: { businessName: 'Studio anna' },
      invitee: { businessName: 'Studio ben' },
    });
    expect((await reader.get('/referrals?filter={"state":["credited"]}')).body).toEqual([]);
    expect((await (await signedIn(app, { roles: ['finance'] })).get('/referrals')).status).toBe(403);
  });

  test('have figures that say nothing of too few', async () => {
    const figures = referralFiguresSchema.parse((await (await signedIn(app)).get('/referral-figures')).body);
    expect(figures.measured?.overall).toMatchObject({ customers: 0, k: null, state: 'few' });
    expect(figures.states.find(({ state }) => state === 'fraud')).toEqual({ state: 'fraud', referrals: 1 });
  });

  test('that the rules call fraud are credited by two people, with the reason kept', async () => {
    const [one, two] = [await signedIn(app), await signedIn(app, { roles: ['cs_manager'] })];
    const { id } = await only(one);
    const asked = await decide(one, id, 'credit');
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect(await only(one)).toMatchObject({ state: 'fraud', decision: null });
    const approved = await two.post(
      `/approvals/${asked.body.run.approvalId}/actions/approve`,
      { input: {}, reason: 'Known to us' },
      { 'idempotency-key': randomUUID() },
    );
    expect(approved.status).toBe(200);
    expect(await only(one)).toMatchObject({
      state: 'waiting',
      reason: 'not_paid',
      decision: { decision: 'credit', reason: 'Two businesses, one landlord' },
    });
    const trail = await app.database.current.owner('audit_entries').where({ resource: 'referral-decisions' });
    expect(trail).toHaveLength(1);
  });

  test('are given back to the rules by one person, and only once', async () => {
    const browser = await signedIn(app);
    const { id } = await only(browser);
    expect((await decide(browser, id, 'rules')).body.run.state).toBe('succeeded');
    expect(await only(browser)).toMatchObject({ state: 'fraud', decision: null });
    expect((await decide(browser, id, 'rules')).body.code).toBe('nothing-to-decide');
  });
});
