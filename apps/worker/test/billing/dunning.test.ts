import { describe, expect, test } from 'vitest';
import { useDunningWorld } from './dunning-world.ts';

const world = useDunningWorld('2026-06-01T10:00:00Z');

describe('a renewal that the bank declines', () => {
  test('opens a case, writes once, and ends in the transaction that hears of the money', async () => {
    const supplier = await world.subscriber();
    await world.renewalFails();
    await world.act();
    const opened = await world.caseOf(supplier.supplierId);
    expect(opened).toMatchObject({ state: 'open', decline_class: 'transient', stage: null, amount_minor: 4_900 });
    await world.pass(3);
    const [letter, ...more] = (await world.lettersTo(supplier.supplierId)).filter(({ template }) =>
      template.startsWith('payment'),
    );
    expect(letter).toMatchObject({ template: 'payment-failed' });
    expect(letter.body).toContain('£49.00');
    expect(more).toEqual([]);
    await world.pays(supplier);
    await world.hear();
    expect(await world.caseOf(supplier.supplierId)).toMatchObject({ state: 'recovered', next_step_at: null });
    expect(await world.owner()('messages').where({ id: letter.id }).first()).toMatchObject({ state: 'cancelled' });
  });
});
