import type { Knex } from 'knex';
import { addSupplier, addUse, daysBefore } from '../../../packages/db/test/success/a-supplier.ts';

const dayMs = 86_400_000;

/**
 * A hundred and fifty suppliers over two years, more than the stories' world has seen leave: those who seldom sign in leave sooner or later. No door lets such a past
 * in at once, so it is written where churn models read it.
 */
export async function addChurnPast(owner: Knex, now: number): Promise<void> {
  if ((await owner('suppliers').where({ id: 'sup_past_0' }).first('id')) !== undefined) return;
  for (let n = 0; n < 150; n += 1) {
    const id = `sup_past_${n}`;
    const keen = n % 5 < 3;
    const began = now - (700 - ((n * 37) % 300)) * dayMs;
    const ends = began + (keen ? 2_000 : 120 + ((n * 53) % 400)) * dayMs;
    const left = ends < now;
    await addSupplier(owner, id, {
      signed_up_at: new Date(began),
      created_at: new Date(now - dayMs),
      lifecycle: left ? 'cancelled' : 'active',
      mrr_minor: left ? 0 : 4_900,
    });
    await owner('mrr_movements').insert([
      movement(id, 'new', 4_900, began),
      ...(left ? [movement(id, 'churn', -4_900, ends)] : []),
    ]);
    const last = new Date(Math.min(ends, now)).toISOString().slice(0, 10);
    const days = daysBefore(last, Math.floor((Date.parse(last) - began) / dayMs), keen ? 3 : 12);
    await addUse(
      owner,
      id,
      days.map((day) => ({ name: 'login', day })),
    );
  }
}

function movement(supplierId: string, type: string, minor: number, at: number) {
  const moment = new Date(at);
  return {
    supplier_id: supplierId,
    key: `${supplierId} ${type}`,
    type,
    amount_minor: minor,
    native_minor: minor,
    currency: 'GBP',
    actor: 'customer',
    source_event_id: `evt ${supplierId} ${type}`,
    subscription_id: `sub ${supplierId}`,
    plan_code: 'starter',
    in_net: true,
    in_committed: true,
    in_stripe: true,
    in_plan: true,
    effective_at: moment,
    recorded_at: moment,
  };
}
