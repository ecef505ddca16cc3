import { balanceReply } from '../billing/balance.ts';
import { payOutCurrency, settlePayout } from '../billing/payout.ts';
import { daySeconds, startOfDay } from '../billing/periods.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Clockwork } from './clockwork.ts';

/** Payouts are made shortly after midnight UTC. */
const runAtSeconds = 10 * 60;

/** Every day: tell what became available, pay out what is due that day, plan tomorrow. */
export const payoutClockwork: Clockwork = {
  'payout.run': (kernel, id) => {
    planPayoutRun(kernel, id);
    const currencies = kernel.unpaid
      .currencies()
      .filter((currency) => kernel.unpaid.availableNet(currency, kernel.now()) > 0);
    if (currencies.length > 0) tellAvailable(kernel);
    if (!isPayoutDay(kernel)) return;
    for (const currency of currencies) payOutCurrency(kernel, currency);
  },
  'payout.reconcile': (kernel, id) => {
    const patch = { reconciliation_status: 'completed' as const };
    kernel.change('payout', id, patch, 'payout.updated', 'payout.reconciliation_completed');
  },
  'payout.settle': (kernel, id) => settlePayout(kernel, id),
};

/** The next run is on the following day. */
export function planPayoutRun(kernel: Kernel, account: string): void {
  kernel.plan(startOfDay(kernel.now()) + daySeconds + runAtSeconds, 'payout.run', account);
}

function isPayoutDay(kernel: Kernel): boolean {
  const schedule = kernel.settings.payoutSchedule;
  if (schedule.interval === 'daily') return true;
  return (new Date(kernel.now() * 1000).getUTCDay() || 7) === schedule.weekday;
}

function tellAvailable(kernel: Kernel): void {
  const subject = { reply: balanceReply(kernel) };
  kernel.events.append({ id: kernel.newId('evt'), type: 'balance.available', created: kernel.now(), subject });
}
