import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { seededRandom } from '@wedsync/domain/platform/statistics';
import { healthBands, lifecycles, planCodes, vendorTypes } from '@wedsync/domain/suppliers';
import { dunningStages } from '@wedsync/domain/billing';
import type { Knex } from 'knex';
import type { Fact, Facts } from './evaluate-rule.ts';

export type Someone = { readonly id: string; readonly facts: Facts };

const zones = ['Europe/London', 'Pacific/Auckland', 'America/Los_Angeles', 'Pacific/Kiritimati'] as const;
const tags = ['vip', 'beta', 'press'] as const;
const countedEvents = ['login', 'enquiry.received'] as const;

/** Suppliers of every kind, most of them close to the edges that rules ask about, in the tables and as facts. */
export async function settle(sql: Knex, count: number, now: Date): Promise<readonly Someone[]> {
  const random = seededRandom(7);
  const people: Someone[] = [];
  for (let index = 0; index < count; index += 1) people.push(await settleOne(sql, index, random, now));
  return people;
}

async function settleOne(sql: Knex, index: number, random: () => number, now: Date): Promise<Someone> {
  const id = `sup_${String(index).padStart(4, '0')}`;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] ?? never();
  const maybe = <T>(value: T): T | null => (random() < 0.2 ? null : value);
  const near = (days: number) =>
    plusMs(now, Math.round((random() - 0.5) * 2 * days) * DAY_MS + pick([0, 0, 1, -1, 3_600_000]));
  const dayNear = (days: number) => calendarDate(near(days), 'UTC');
  const several = <T>(make: () => T) => Array.from({ length: Math.floor(random() * 4) }, make);
  const row = {
    id,
    external_id: id,
    business_name: `${pick(['Meadow', 'Zinnia', 'O%Hara'])} ${pick(['Flowers', 'Photography'])} ${index}`,
    vendor_type: pick(vendorTypes),
    region: pick(['London', 'Wales']),
    country: pick(['GB', 'NZ']),
    time_zone: pick(zones),
    currency: 'GBP',
    tags: tags.filter(() => random() < 0.3),
    signed_up_at: plusMs(now, -Math.floor(random() * 40) * DAY_MS - pick([0, 1, 3_600_000])).toISOString(),
    plan_code: maybe(pick(planCodes)),
    lifecycle: pick(lifecycles),
    mrr_minor: pick([0, 1_900, 4_900, 7_900]),
    health_score: maybe(Math.floor(random() * 101)),
    health_band: pick(healthBands),
    health_trend: Math.floor(random() * 21) - 10,
    churn_probability: maybe(Math.floor(random() * 8) / 8),
    last_seen_at: maybe(near(20).toISOString()),
  };
  await sql('suppliers').insert(row);
  const weddings = [...new Set(several(() => dayNear(12)))];
  // The database keeps the next wedding from today there on; facts are about what it then says.
  for (const held_on of weddings)
    await sql('wedding_dates').insert({ id: `wed_${index}_${held_on}`, supplier_id: id, held_on });
  const next = maybe(dayNear(8));
  const openTasks = Math.floor(random() * 3);
  await sql('suppliers').where({ id }).update({ next_wedding_on: next, open_task_count: openTasks });
  const blocked = random() < 0.2;
  if (blocked)
    await sql('notes').insert({
      id: `note_${index}`,
      supplier_id: id,
      body: 'Do not write',
      pinned: true,
      blocks_automation: true,
      author_id: 'x',
      author_name: 'X',
    });
  const usage = new Map(countedEvents.map((name) => [name, several(() => dayNear(10))]));
  for (const [name, days] of usage)
    for (const day of days)
      await sql('usage_daily')
        .insert({ supplier_id: id, name, day, count: 1, last_at: now.toISOString() })
        .onConflict(['supplier_id', 'name', 'day', 'feature'])
        .merge({ count: sql.raw('usage_daily.count + 1') });
  const refunds = several(() => near(20).toISOString());
  for (const [n, at] of refunds.entries())
    await sql('refunds').insert({
      ...mirrored(`re_${index}_${n}`, at),
      supplier_id: id,
      status: pick(['succeeded', 'pending']),
      amount_minor: 100,
      currency: 'GBP',
    });
  await sql('refunds').insert({
    ...mirrored(`re_${index}_failed`, now.toISOString()),
    supplier_id: id,
    status: 'failed',
    amount_minor: 100,
    currency: 'GBP',
  });
  const dispute = maybe(pick(['needs_response', 'won']));
  if (dispute !== null)
    await sql('disputes').insert({
      ...mirrored(`dp_${index}`, now.toISOString()),
      supplier_id: id,
      ...aDispute,
      status: dispute,
    });
  const stage = maybe(pick(dunningStages));
  if (stage !== null)
    await sql('dunning_cases').insert({
      id: `dun_${index}`,
      provider: 'stripe',
      invoice_id: `in_${index}`,
      supplier_id: id,
      currency: 'GBP',
      amount_minor: 1_900,
      decline_class: 'retry',
      stage,
      opened_at: now,
      starts_at: now,
    });

  const text = (is: string | null): Fact => ({ kind: 'word', is });
  const number = (is: number | null): Fact => ({ kind: 'number', is });
  return {
    id,
    facts: {
      businessName: { kind: 'name', is: row.business_name },
      vendorType: text(row.vendor_type),
      region: text(row.region),
      country: text(row.country),
      owner: text(null),
      tags: { kind: 'words', are: row.tags },
      signedUpAt: { kind: 'instant', is: row.signed_up_at },
      tenureDays: number(Math.floor((now.getTime() - Date.parse(row.signed_up_at)) / DAY_MS)),
      plan: text(row.plan_code),
      lifecycle: text(row.lifecycle),
      mrr: number(row.mrr_minor),
      healthScore: number(row.health_score),
      healthBand: text(row.health_band),
      healthTrend: number(row.health_trend),
      churnProbability: number(row.churn_probability),
      openTasks: number(openTasks),
      lastSeenAt: { kind: 'instant', is: row.last_seen_at },
      nextWeddingOn: { kind: 'day', is: next, timeZone: row.time_zone },
      weddingMonth: text(next === null ? null : String(Number(next.slice(5, 7)))),
      weddingsAhead: { kind: 'days', on: weddings, ahead: true },
      automationBlocked: { kind: 'yesNo', is: blocked },
      openDispute: { kind: 'yesNo', is: dispute === 'needs_response' },
      dunningStage: { kind: 'words', are: stage === null ? [] : [stage] },
      refunds: { kind: 'instants', at: refunds },
      ...Object.fromEntries([...usage].map(([name, on]) => [`events.${name}`, { kind: 'days', on, ahead: false }])),
    },
  };
}

/** A row of nobody: such rows exist until their customer is linked, and must count for no supplier. */
export async function settleNobody(sql: Knex, now: Date): Promise<void> {
  await sql('refunds').insert({
    ...mirrored('re_nobody', now.toISOString()),
    status: 'succeeded',
    amount_minor: 100,
    currency: 'GBP',
  });
  await sql('disputes').insert({ ...mirrored('dp_nobody', now.toISOString()), ...aDispute, status: 'needs_response' });
}

const aDispute = {
  charge_id: 'ch_1',
  reason: 'fraudulent',
  amount_minor: 100,
  currency: 'GBP',
  charge_refundable: false,
  has_evidence: false,
  submission_count: 0,
  balance_transaction_ids: [],
};

function mirrored(id: string, createdAt: string) {
  return { id, provider: 'stripe', created_at: createdAt, as_of: createdAt, raw: '{}', mirrored_at: createdAt };
}

function never(): never {
  throw new Error('An empty list has nothing to pick.');
}
