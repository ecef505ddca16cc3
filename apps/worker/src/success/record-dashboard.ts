import { recordDashboardDay } from '@wedsync/db/success';
import { calendarDate } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Writes down the dashboard's figures of the day, hour by hour; the day's last stays. */
export const recordDashboard = defineJob({
  name: 'dashboard.record-day',
  description: 'Writes down the dashboard’s figures of the day',
  input: z.strictObject({}),
  schedule: { cron: '5 * * * *' },
  maxAttempts: 3,
  lockMs: 60_000,
  run: async ({ store, actor, clock }) => {
    await store.transact(actor, (writer) => recordDashboardDay(writer, calendarDate(clock.now())));
  },
});
