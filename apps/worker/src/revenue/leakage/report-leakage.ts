import { sendMessage } from '@wedsync/db/delivery';
import { findLeaks, keepLeaks, recordLeakageReport, type Leak, type LeakageReport } from '@wedsync/db/revenue';
import { calendarDate, DAY_MS, formatMoney } from '@wedsync/domain/platform';
import { leakageKinds, leakageRules } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

const channel = '#billing';

/** Looks every day for money that goes missing quietly; what is found is kept until it stops. */
export const findLeakage = defineJob({
  name: 'revenue.find-leakage',
  description: 'Looks for access, grants and debts that nobody is asked to pay for',
  input: z.strictObject({}),
  schedule: { cron: '10 5 * * *' },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async ({ store, actor, clock }) => {
    const now = clock.now();
    const leaks = await store.read(actor, (reader) => findLeaks(reader, now));
    await store.transact(actor, (writer) => keepLeaks(writer, leaks, now));
    return { findings: leaks.length };
  },
});

/** Tells the team every Monday what leaks and how much; once a week, however often it runs. */
export const reportLeakage = defineJob({
  name: 'revenue.report-leakage',
  description: 'Tells the team in Slack what money leaked this week',
  input: z.strictObject({}),
  schedule: { cron: '0 8 * * 1' },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async ({ store, actor, clock, uuids, env }) => {
    const now = clock.now();
    const leaks = await store.read(actor, (reader) => findLeaks(reader, now));
    const report = reportOf(leaks, mondayOf(calendarDate(now)));
    const reported = await store.transact(actor, async (writer) => {
      await keepLeaks(writer, leaks, now);
      if (!(await recordLeakageReport(writer, report, now))) return false;
      const message = {
        channel: 'slack',
        template: 'leakage-report',
        recipient: channel,
        supplierId: null,
        subject: `Leakage, week of ${report.week}`,
        text: wordsOf(report, env.publicUrl),
        dedupKey: `leakage-report:${report.week}`,
      } as const;
      await sendMessage(writer, message, uuids);
      return true;
    });
    return { findings: report.findings, monthlyMinor: report.monthlyMinor, reported };
  },
});

function reportOf(leaks: readonly Leak[], week: string): LeakageReport {
  const sum = (of: readonly Leak[]) => of.reduce((total, { monthlyMinor }) => total + monthlyMinor, 0);
  const byKind = leakageKinds.flatMap((kind) => {
    const own = leaks.filter((leak) => leak.kind === kind);
    return own.length === 0 ? [] : [{ kind, findings: own.length, monthlyMinor: sum(own) }];
  });
  return { week, findings: leaks.length, monthlyMinor: sum(leaks), byKind };
}

function wordsOf({ week, findings, monthlyMinor, byKind }: LeakageReport, publicUrl: string): string {
  const pounds = (amountMinor: number) => formatMoney({ amountMinor, currency: 'GBP' });
  if (findings === 0) return `Week of ${week}: nothing leaks.`;
  const lines = byKind.map((one) => {
    const kind = leakageKinds.find((candidate) => candidate === one.kind);
    const title = kind === undefined ? one.kind : leakageRules[kind].title;
    return `• ${title}: ${one.findings}, ${pounds(one.monthlyMinor)}`;
  });
  return [
    `Week of ${week}: ${findings} findings, ${pounds(monthlyMinor)} a month`,
    ...lines,
    `${publicUrl}/leakage-findings`,
  ].join('\n');
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
}
