import {
  closeDay,
  closeMonth,
  dayFacts,
  findAccountingPeriod,
  findBusinessDay,
  findReconciledPayout,
  listAccountingPeriods,
  listBusinessDays,
  listReconciledPayouts,
  monthFacts,
} from '@wedsync/db/revenue';
import type { Reader } from '@wedsync/db/platform';
import { calendarDate, defineError, NotFound } from '@wedsync/domain/platform';
import {
  accountingPeriodFilterSchema,
  accountingPeriodSchema,
  businessDayFilterSchema,
  businessDaySchema,
  lastDayOf,
  reconciledPayoutFilterSchema,
  reconciledPayoutSchema,
  whyDayStaysOpen,
  whyMonthStaysOpen,
  type DayFacts,
  type MonthFacts,
} from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineAction, defineResource, type ActionContext } from '../../platform/index.ts';

const noInput = z.strictObject({});

const StaysOpen = defineError('conflict', 'stays-open', (p: { why: string }) => p.why);

export const businessDays = defineResource({
  name: 'business-days',
  description: 'Days in London: compared with the providers, right or not, closed or not',
  row: businessDaySchema,
  filter: businessDayFilterSchema,
  list: listBusinessDays,
  show: findBusinessDay,
});

export const reconciledPayouts = defineResource({
  name: 'reconciled-payouts',
  description: 'Payouts and what each carried',
  row: reconciledPayoutSchema,
  filter: reconciledPayoutFilterSchema,
  list: listReconciledPayouts,
  show: findReconciledPayout,
});

export const accountingPeriods = defineResource({
  name: 'accounting-periods',
  description: 'Months of the books; a closed one takes no entries',
  row: accountingPeriodSchema,
  filter: accountingPeriodFilterSchema,
  list: listAccountingPeriods,
  show: findAccountingPeriod,
});

/** Says that a day was looked at and is right: everything compared, and nothing left that is neither fixed nor accepted. */
export const closeBusinessDay = defineAction({
  resource: 'business-days',
  verb: 'close',
  title: 'Close the day',
  description: 'Confirm that the day is right',
  danger: false,
  reasonRequired: false,
  bulk: true,
  input: noInput,
  available: async (reader, id, context) => {
    const facts = await dayFacts(reader, id);
    const why = facts === undefined ? 'There is no such day.' : whyDayStaysOpen(facts, today(context));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id, _input, context) => {
    const facts = await closableDay(reader, id, context);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: JSON.stringify(facts),
      preview: {
        lines: [
          { label: 'Day', value: facts.day },
          { label: 'Compared with', value: facts.checks.map(({ provider }) => provider).join(', ') },
          { label: 'Exceptions left', value: 'None' },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, _input, context) => {
    await closableDay(writer, id, context);
    await closeDay(writer, id, context.clock.now(), writer.actor.reason ?? null);
    return { state: 'succeeded' };
  },
});

async function closableDay(reader: Reader, id: string, context: ActionContext): Promise<DayFacts> {
  const facts = await dayFacts(reader, id);
  if (facts === undefined) throw NotFound({ what: 'business day', id });
  const why = whyDayStaysOpen(facts, today(context));
  if (why !== null) throw StaysOpen({ why });
  return facts;
}

/** Closes a month for good, always by two people: from then on the journal takes nothing in it, and what comes late is booked in the next. */
export const closeAccountingPeriod = defineAction({
  resource: 'accounting-periods',
  verb: 'close',
  title: 'Close the month',
  description: 'Lock the books through the month’s last day',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: async (reader, id, context) => {
    const facts = await monthFacts(reader, id);
    const why = facts === undefined ? 'There is no such month.' : whyMonthStaysOpen(facts, today(context));
    return why === null ? { allowed: true, needsApproval: true } : { allowed: false, why };
  },
  assess: async (reader, id, _input, context) => {
    const facts = await closableMonth(reader, id, context);
    return {
      supplierId: null,
      amount: null,
      approval: { permission: 'accounting-periods:approve', why: 'A month is closed by two people.' },
      fingerprint: JSON.stringify(facts),
      preview: {
        lines: [
          { label: 'Month', value: id },
          { label: 'Books closed through', value: lastDayOf(id) },
          { label: 'What comes late', value: 'Booked on the first open day, with a note that names its own' },
        ],
        warnings: ['A closed month is never opened again.'],
      },
    };
  },
  perform: async (writer, id, _input, context, run) => {
    await closableMonth(writer, id, context);
    if (run.approvedBy === null) throw StaysOpen({ why: 'A month is closed by two people.' });
    await closeMonth(writer, {
      month: id,
      closedBy: run.requestedBy,
      closedByName: run.requestedByName,
      approvedBy: run.approvedBy,
      at: context.clock.now(),
      note: run.reason ?? `${id} closed`,
    });
    return { state: 'succeeded' };
  },
});

async function closableMonth(reader: Reader, id: string, context: ActionContext): Promise<MonthFacts> {
  const facts = await monthFacts(reader, id);
  if (facts === undefined) throw NotFound({ what: 'month', id });
  const why = whyMonthStaysOpen(facts, today(context));
  if (why !== null) throw StaysOpen({ why });
  return facts;
}

function today({ clock }: ActionContext): string {
  return calendarDate(clock.now());
}
