import { movementsInViews, seasonOf, sameCurrency, type MrrChange, type ViewedMovement } from '@wedsync/domain/revenue';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { Knex } from 'knex';

export const regions = ['London', 'Scotland', 'Wales'] as const;
const plans = [
  { code: 'starter', priceMinor: 1_900 },
  { code: 'professional', priceMinor: 4_900 },
  { code: 'scale', priceMinor: 7_900 },
] as const;
const begin = new Date('2025-01-03T09:00:00Z');
export const end = new Date('2026-06-10T12:00:00Z');

export type Account = {
  readonly supplierId: string;
  readonly region: string;
  readonly movements: readonly ViewedMovement[];
};

/** Suppliers that come, change plan, pause, leave and return as a fixed stream of luck has it. */
export function randomAccounts(count: number): Account[] {
  const luck = luckFrom(20_261_121);
  return Array.from({ length: count }, (_, index) => {
    const supplierId = `sup_${index}`;
    const history = randomHistory(supplierId, luck);
    return {
      supplierId,
      region: regions[Math.floor(luck() * regions.length)] ?? 'London',
      movements: movementsInViews(history, { fx: sameCurrency('GBP'), asOf: end }),
    };
  });
}

function randomHistory(supplierId: string, luck: () => number): MrrChange[] {
  const changes: MrrChange[] = [];
  let at = plusMs(begin, luck() * 300 * DAY_MS);
  for (let step = 0; at < end; step += 1) {
    changes.push(randomChange(supplierId, step, at, luck));
    at = plusMs(at, (10 + luck() * 150) * DAY_MS);
  }
  return changes;
}

function randomChange(supplierId: string, step: number, at: Date, luck: () => number): MrrChange {
  const plan = plans[Math.floor(luck() * plans.length)] ?? plans[0];
  const leaves = step > 0 && luck() < 0.35;
  const worth = leaves ? 0 : plan.priceMinor;
  return {
    subscriptionId: `sub_${supplierId}`,
    effectiveAt: at,
    recordedAt: at,
    currency: 'GBP',
    rateDay: calendarDate(at),
    grossMrrMinor: worth,
    netMrrMinor: luck() < 0.2 ? Math.round(worth * 0.8) : worth,
    stripeCompatibleMinor: worth,
    committedMrrMinor: luck() < 0.15 ? 0 : worth,
    reason: leaves ? (luck() < 0.4 ? 'pause' : luck() < 0.5 ? 'cancel_involuntary' : 'cancel_voluntary') : null,
    planCode: plan.code,
    quantity: 1,
    pastDueSince: null,
    actor: 'customer',
    sourceEventId: `evt_${supplierId}_${step}`,
  };
}

/** mulberry32 */
function luckFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Puts the movements where the api reads them, as if they had just been published. */
export async function publish(sql: Knex, accounts: readonly Account[]): Promise<void> {
  for (const { supplierId, movements } of accounts) {
    await sql('mrr_movements').insert(
      movements.map((movement) => ({
        supplier_id: supplierId,
        key: movement.key,
        type: movement.type,
        amount_minor: movement.amountMinor,
        native_minor: movement.nativeMinor,
        currency: movement.currency,
        reason: movement.reason,
        actor: movement.actor,
        source_event_id: movement.sourceEventId,
        subscription_id: movement.subscriptionId,
        plan_code: movement.planCode,
        in_net: movement.views.includes('net'),
        in_committed: movement.views.includes('committed'),
        in_stripe: movement.views.includes('stripe'),
        in_plan: movement.views.includes('plan'),
        in_committed_plan: movement.views.includes('committed_plan'),
        in_stripe_plan: movement.views.includes('stripe_plan'),
        effective_at: movement.effectiveAt,
        recorded_at: movement.recordedAt,
      })),
    );
    const began = movements.find(({ type }) => type === 'new');
    const cohort = calendarDate(began?.effectiveAt ?? end).slice(0, 7);
    await sql('mrr_accounts').insert({
      supplier_id: supplierId,
      cohort: `${cohort}-01`,
      season: seasonOf(cohort),
      net_minor: 0,
      committed_minor: 0,
      stripe_minor: 0,
      computed_at: end,
    });
  }
}
