import { randomUUID } from 'node:crypto';
import { calendarDate } from '@wedsync/domain/platform';
import {
  logoChurn,
  logoStateAt,
  monthsBetween,
  mrrCohortsSchema,
  mrrDimensions,
  mrrMovementSchema,
  mrrMonthSchema,
  mrrPeriod,
  mrrRateTableSchema,
  mrrSeriesSchema,
  mrrViewLinesSchema,
  revenueRetention,
  type MrrView,
} from '@wedsync/domain/revenue';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { revenue } from '../../src/revenue/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';
import { end, publish, randomAccounts, regions, type Account } from './movements.ts';

const app = useStaffApp({ capabilities: [access, revenue] });
const accounts = randomAccounts(80);
const from = '2025-06';
const to = '2026-05';
const months = monthsBetween(from, to);
let finance: Browser;

beforeAll(async () => {
  const { owner } = app.database.current;
  app.clock.set(end.toISOString());
  for (const { supplierId, region } of accounts) await addSupplier(owner, supplierId, { region });
  await publish(owner, accounts);
  finance = await signedIn(app, { roles: ['finance'] });
});

const monthOf = (at: Date) => calendarDate(at).slice(0, 7);
const inView = (account: Account, view: MrrView) => account.movements.filter(({ views }) => views.includes(view));
const mrrAfter = (account: Account, month: string, view: MrrView = 'net') =>
  sum(inView(account, view).flatMap((one) => (monthOf(one.effectiveAt) <= month ? one.amountMinor : [])));
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the series', () => {
  test.each(['net', 'committed', 'stripe'] as const)(
    'of %s MRR start and end where the movements say',
    async (view) => {
      const { segments } = mrrSeriesSchema.parse(await figure(`/revenue/mrr?from=${from}&to=${to}&view=${view}`));
      expect(segments[0]?.months.map(({ endMinor }) => endMinor)).toEqual(
        months.map((month) => sum(accounts.map((account) => mrrAfter(account, month, view)))),
      );
    },
  );

  test.each(mrrDimensions.flatMap((by) => (['net', 'committed', 'stripe'] as const).map((view) => ({ by, view }))))(
    '$view split by $by adds up to the whole, month by month, and each is start plus movements',
    async ({ by, view }) => {
      const asked = `/revenue/mrr?from=${from}&to=${to}&view=${view}`;
      const whole = mrrSeriesSchema.parse(await figure(asked)).segments[0];
      const { segments } = mrrSeriesSchema.parse(await figure(`${asked}&by=${by}`));
      months.forEach((month, index) => {
        expect(sum(segments.map((one) => one.months[index]?.endMinor ?? 0)), month).toBe(
          whole?.months[index]?.endMinor,
        );
      });
      for (const { months: own } of segments)
        for (const [index, one] of own.entries()) {
          expect(one.startMinor + sum(Object.values(one.amounts))).toBe(one.endMinor);
          if (index > 0) expect(one.startMinor).toBe(own[index - 1]?.endMinor);
        }
    },
  );

  test('every bar opens exactly the movements it is made of', async () => {
    const { segments } = mrrSeriesSchema.parse(await figure(`/revenue/mrr?from=${from}&to=${to}&by=tier`));
    const professional = segments.find(({ key }) => key === 'professional');
    const busiest = professional?.months.toSorted((a, b) => b.counts.new - a.counts.new)[0];
    const rows = await list({ month: [busiest?.month], type: ['new'], tier: ['professional'] });
    expect(rows).toHaveLength(busiest?.counts.new ?? -1);
    expect(sum(rows.map(({ amountMinor }) => amountMinor))).toBe(busiest?.amounts.new);
  });

  test('of the plans add up to the bridge, plan by plan', async () => {
    const parts = await Promise.all(
      ['starter', 'professional', 'scale'].map(async (plan) =>
        mrrViewLinesSchema.parse(await figure(`/revenue/lines?from=${from}&to=${to}&tier=${plan}`)),
      ),
    );
    const whole = mrrViewLinesSchema.parse(await figure(`/revenue/lines?from=${from}&to=${to}`));
    for (const [index, line] of whole.months.entries())
      for (const amount of ['netMinor', 'committedMinor', 'stripeMinor'] as const)
        expect(sum(parts.map(({ months: own }) => own[index]?.[amount] ?? 0))).toBe(line[amount]);
  });
});

describe('the rates', () => {
  test('are those of the definitions, worked out supplier by supplier', async () => {
    const table = mrrRateTableSchema.parse(await figure(`/revenue/rates?from=${from}&to=${to}`));
    const rates = table.segments[0]?.rates;
    const before = '2025-05';
    const ends = accounts.map((one) => ({ startMinor: mrrAfter(one, before), endMinor: mrrAfter(one, to) }));
    const retention = revenueRetention(ends);
    const within = accounts.flatMap((one) =>
      inView(one, 'net').filter(({ effectiveAt }) => monthOf(effectiveAt) >= from && monthOf(effectiveAt) <= to),
    );
    const period = mrrPeriod(sum(ends.map(({ startMinor }) => startMinor)), within);
    const logos = logoChurn(
      accounts.map((one) => ({
        start: logoStateAt(inView(one, 'net'), new Date('2025-05-31T22:59:59Z')),
        end: logoStateAt(inView(one, 'net'), new Date('2026-05-31T22:59:59Z')),
      })),
    );
    expect(rates).toMatchObject({
      nrr: retention.nrr,
      grr: retention.grr,
      grossMrrChurn: period.grossMrrChurn,
      netMrrChurn: period.netMrrChurn,
      churnExPause: period.grossMrrChurnExPause,
      quickRatio: period.quickRatio,
      involuntaryShare: period.involuntaryShare,
      logoChurn: logos.logoChurn,
      logoChurnWithPauses: logos.logoChurnWithPauses,
    });
    expect(rates?.logoChurn).not.toBe(rates?.logoChurnWithPauses);
    expect(rates?.grr).toBeLessThanOrEqual(1);
  });

  test('are unknown, not zero, where there is nothing to divide by', async () => {
    const table = mrrRateTableSchema.parse(await figure('/revenue/rates?from=2024-01&to=2024-03'));
    expect(table.segments.map(({ rates }) => rates.nrr)).not.toContain(0);
  });
});

test('cohorts keep the suppliers that began together, and what they bring in each month since', async () => {
  const { cohorts } = mrrCohortsSchema.parse(await figure(`/revenue/cohorts?from=2025-01&to=${to}`));
  const beganIn = (account: Account) => monthOf(inView(account, 'net')[0]?.effectiveAt ?? end);
  const expected = monthsBetween('2025-01', to).flatMap((cohort) => {
    const own = accounts.filter((account) => beganIn(account) === cohort);
    if (own.length === 0) return [];
    const active = (month: string) => own.filter((account) => isActive(account, month)).length;
    return [
      {
        cohort,
        suppliers: own.length,
        startMinor: sum(own.map((account) => inView(account, 'net')[0]?.amountMinor ?? 0)),
        months: monthsBetween(cohort, to).map((month) => ({
          month,
          active: active(month),
          mrrMinor: sum(own.map((account) => mrrAfter(account, month))),
        })),
      },
    ];
  });
  expect(cohorts).toEqual(expected);
  expect(cohorts.length).toBeGreaterThan(8);
});

function isActive(account: Account, month: string): boolean {
  const last = inView(account, 'net').findLast(({ effectiveAt }) => monthOf(effectiveAt) <= month);
  return last !== undefined && last.type !== 'churn';
}

test('the bridge from ours to Stripe’s figure closes in every month', async () => {
  const { months: lines } = mrrViewLinesSchema.parse(await figure(`/revenue/lines?from=${from}&to=${to}`));
  expect(lines).toEqual(
    months.map((month) => ({
      month,
      netMinor: sum(accounts.map((one) => mrrAfter(one, month))),
      committedMinor: sum(accounts.map((one) => mrrAfter(one, month, 'committed'))),
      stripeMinor: sum(accounts.map((one) => mrrAfter(one, month, 'stripe'))),
    })),
  );
});

describe('who may see it', () => {
  test('a lead of one region sees that region’s MRR and nobody else’s', async () => {
    const lead = await signedIn(app, { roles: ['cs_manager'], regions: [regions[0]] });
    const { segments } = mrrSeriesSchema.parse((await lead.get(`/revenue/mrr?from=${from}&to=${to}`)).body);
    const own = accounts.filter(({ region }) => region === regions[0]);
    expect(segments[0]?.months.at(-1)?.endMinor).toBe(sum(own.map((one) => mrrAfter(one, to))));
  });

  test('support sees none of it', async () => {
    const support = await signedIn(app, { roles: ['support'] });
    expect((await support.get(`/revenue/mrr?from=${from}&to=${to}`)).status).toBe(403);
    expect((await support.get('/mrr-movements')).status).toBe(403);
  });
});

describe('closing a month', () => {
  const close = (month: string) =>
    finance.post(`/mrr-months/${month}/actions/close`, { input: {} }, { 'idempotency-key': randomUUID() });

  test('is refused while it runs', async () => expect((await close('2026-06')).status).toBe(409));

  test('closes what is open before it, and says so', async () => {
    expect((await close('2025-09')).status).toBe(200);
    const [september] = await monthRows(['2025-09']);
    const [october] = await monthRows(['2025-10']);
    expect(september).toMatchObject({ state: 'closed', closedVersion: 1, restatedMinor: 0 });
    expect(october).toMatchObject({ state: 'open', closedVersion: null });
    const early = await monthRows(['2025-03']);
    expect(early).toMatchObject([{ state: 'closed' }]);
  });

  test('closing it twice is refused: nothing has changed', async () =>
    expect((await close('2025-09')).status).toBe(409));

  test('a restatement shows against what was closed, and closing again makes another version of it', async () => {
    const { owner } = app.database.current;
    await owner.raw(`insert into mrr_movements (supplier_id, key, type, amount_minor, native_minor, currency, actor, source_event_id, subscription_id,
        in_net, in_committed, in_stripe, in_plan, effective_at, recorded_at, restatement)
      values ('sup_1', 'late', 'expansion', 500, 500, 'GBP', 'customer', 'evt_late', 'sub_sup_1', true, true, true, true, '2025-08-15', now(), true)`);
    const [august] = await monthRows(['2025-08']);
    expect(august).toMatchObject({ state: 'restated', restatedMinor: 500, restatements: 1, closedVersion: 1 });
    expect(await list({ restatement: true })).toMatchObject([{ amountMinor: 500, restatement: true }]);
    expect((await close('2025-09')).status).toBe(200);
    expect(await monthRows(['2025-08', '2025-09'])).toMatchObject([
      { state: 'closed', closedVersion: 2 },
      { state: 'closed', closedVersion: 2 },
    ]);
  });
});

describe('how long debts last', () => {
  const set = (browser: Browser, month: string, days: number) =>
    browser.post(
      `/mrr-months/${month}/actions/set-past-due-window`,
      { input: { days }, reason: 'As the auditors asked' },
      { 'idempotency-key': randomUUID() },
    );
  const daysOf = async (month: string) => (await monthRows([month]))[0]?.pastDueDays;

  test('is set by finance from an open month on, with the reason, and no closed month follows', async () => {
    expect((await set(finance, '2025-08', 45)).status).toBe(409);
    expect((await set(finance, '2026-05', 91)).status).toBe(400);
    expect((await set(finance, '2026-05', 45)).body.run.state).toBe('succeeded');
    expect([
      await daysOf('2025-08'),
      await daysOf('2026-04'),
      await daysOf('2026-05'),
      await daysOf('2026-06'),
    ]).toEqual([30, 30, 45, 45]);
    const kept = await app.database.current.owner('past_due_windows').first();
    expect(kept).toMatchObject({
      days: 45,
      reason: 'As the auditors asked',
      set_by_name: expect.stringMatching(/^Person/),
    });
    const admin = await signedIn(app, { roles: ['admin'] });
    expect((await set(admin, '2026-05', 60)).status).toBe(403);
  });
});

async function figure(path: string): Promise<unknown> {
  const answer = await finance.get(path);
  expect([answer.status, path]).toEqual([200, path]);
  return answer.body;
}

async function list(filter: object) {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), range: '[0,499]' });
  return mrrMovementSchema.array().parse((await finance.get(`/mrr-movements?${query.toString()}`)).body);
}

async function monthRows(id: readonly string[]) {
  const query = new URLSearchParams({ filter: JSON.stringify({ id }) });
  return mrrMonthSchema.array().parse((await finance.get(`/mrr-months?${query.toString()}`)).body);
}
