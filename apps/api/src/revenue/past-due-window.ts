import { addPastDueWindow, refreshStandingOf } from '@wedsync/db/billing';
import { markForRecompute, type Reader } from '@wedsync/db/platform';
import { findMrrMonth, MonthAlreadyClosed, suppliersInDebtSince } from '@wedsync/db/revenue';
import { NotFound } from '@wedsync/domain/platform';
import type { MrrMonthRow } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineAction } from '../platform/index.ts';

const input = z.strictObject({ days: z.int().min(1).max(90).meta({ title: 'Days' }) });

/** From a month that is still open on; debts that began earlier keep their window, so that no closed month says anything else. */
export const setPastDueWindow = defineAction({
  resource: 'mrr-months',
  verb: 'set-past-due-window',
  title: 'Set how long debts last',
  description:
    'How many days a subscription may owe money before MRR counts it as lost, for debts that begin in this month or later',
  danger: true,
  reasonRequired: true,
  input,
  available: async (reader, month, { clock }) => {
    const found = await findMrrMonth(reader, month, clock.now());
    const isOpen = found?.state === 'running' || found?.state === 'open';
    return isOpen ? { allowed: true } : { allowed: false, why: MonthAlreadyClosed({ month }).message };
  },
  assess: async (reader, month, { days }, { clock }) => {
    const { pastDueDays, id } = await openMonth(reader, month, clock.now());
    const concerned = await suppliersInDebtSince(reader, `${id}-01`);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: `${id} ${pastDueDays}`,
      preview: {
        lines: [
          { label: 'Now', value: `${pastDueDays} days` },
          { label: 'Then', value: `${days} days` },
          { label: 'For debts that began', value: `from ${id}-01 on` },
          { label: 'Suppliers worked out anew', value: String(concerned.length) },
        ],
        warnings: ['Dunning keeps its own plan: what suppliers hear and lose does not change.'],
      },
    };
  },
  perform: async (writer, month, { days }, { clock }) => {
    const { id } = await openMonth(writer, month, clock.now());
    const appliesFrom = `${id}-01`;
    await addPastDueWindow(writer, { appliesFrom, days });
    const concerned = await suppliersInDebtSince(writer, appliesFrom);
    await refreshStandingOf(writer, concerned, clock.now());
    await markForRecompute(writer, 'mrr', concerned);
    return { state: 'succeeded' };
  },
});

async function openMonth(reader: Reader, month: string, now: Date): Promise<MrrMonthRow> {
  const found = await findMrrMonth(reader, month, now);
  if (found === undefined) throw NotFound({ what: 'month of MRR', id: month });
  if (found.state === 'closed' || found.state === 'restated') throw MonthAlreadyClosed({ month });
  return found;
}
