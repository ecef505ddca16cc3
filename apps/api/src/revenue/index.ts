import { accountBalanceSchema } from '@wedsync/domain/revenue';
import { z } from 'zod';
import type { ApiCapability } from '../platform/index.ts';
import { accountBalanceRoutes, journalEntries } from './journal-entries.ts';

export const revenue: ApiCapability = {
  name: 'revenue',
  resources: [journalEntries],
  actions: [],
  routes: accountBalanceRoutes,
  doors: [
    {
      method: 'get',
      path: '/account-balances',
      summary: 'What each account holds, per currency',
      auth: 'session',
      response: z.array(accountBalanceSchema),
    },
  ],
};
