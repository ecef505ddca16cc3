import type { Kernel } from './kernel.ts';

const DAY = 86_400;
const sweepEveryDays = 7;
/** PayPal's own rates, its margin within. */
const poundsPerUnit: Readonly<Record<string, number>> = { EUR: 0.828, USD: 0.762, AUD: 0.498, JPY: 0.0051 };
const home = 'GBP';

/** Once a week everything goes home: other currencies become pounds, pounds go to the bank. */
export function sweep(kernel: Kernel): void {
  kernel.agenda.plan(kernel.now() + sweepEveryDays * DAY, { kind: 'sweeps' });
  for (const [currency, balance] of kernel.state.balances)
    if (currency !== home && balance > 0) exchange(kernel, currency, balance);
  const pounds = kernel.state.balances.get(home) ?? 0;
  if (pounds > 0) move(kernel, kernel.newId(), 'T0400', home, -pounds);
}

/** Two rows with one id, one in each currency. */
function exchange(kernel: Kernel, currency: string, balance: number): void {
  const pounds = Math.floor(balance * (poundsPerUnit[currency] ?? 0));
  if (pounds === 0) return;
  const id = kernel.newId();
  move(kernel, id, 'T0200', currency, -balance);
  move(kernel, id, 'T0200', home, pounds);
}

function move(kernel: Kernel, id: string, code: string, currency: string, amountMinor: number): void {
  kernel.move({
    id,
    code,
    currency,
    amountMinor,
    feeMinor: 0,
    referenceId: null,
    referenceType: null,
    customId: null,
    affectsBalance: true,
  });
}
