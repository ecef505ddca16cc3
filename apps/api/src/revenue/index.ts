import { accountBalanceSchema, consistencyCheckSchema, fxStandingSchema } from '@wedsync/domain/revenue';
import { Router } from 'express';
import { z } from 'zod';
import type { ApiCapability } from '../platform/index.ts';
import { closeMonth } from './close-month.ts';
import { figureDoors, figureRoutes } from './figures.ts';
import { fxRates, fxStandingRoutes } from './fx-rates.ts';
import { accountBalanceRoutes, journalEntries } from './journal-entries.ts';
import { retentionCurves, supplierValues } from './lifetime-values.ts';
import { manualPaymentResource, recordBankTransfer, reverseManual, writeOffInvoice } from './manual-payments.ts';
import { consistencyRoutes, reconciliationActions, reconciliationResources } from './reconciliation/index.ts';
import { mrrMonths, mrrMovements } from './mrr-movements.ts';
import { setPastDueWindow } from './past-due-window.ts';

export const revenue: ApiCapability = {
  name: 'revenue',
  resources: [
    fxRates,
    journalEntries,
    manualPaymentResource,
    mrrMonths,
    mrrMovements,
    retentionCurves,
    supplierValues,
    ...reconciliationResources,
  ],
  actions: [closeMonth, recordBankTransfer, reverseManual, setPastDueWindow, writeOffInvoice, ...reconciliationActions],
  routes: (services) =>
    Router().use(
      accountBalanceRoutes(services),
      figureRoutes(services),
      fxStandingRoutes(services),
      consistencyRoutes(services),
    ),
  doors: [
    ...figureDoors,
    {
      method: 'get',
      path: '/revenue/consistency',
      summary: 'What must hold of the books, and whether it does',
      auth: 'session',
      response: z.array(consistencyCheckSchema),
    },
    {
      method: 'get',
      path: '/revenue/fx',
      summary: 'The newest exchange rate of each currency and how old it is',
      auth: 'session',
      response: fxStandingSchema,
    },
    {
      method: 'get',
      path: '/account-balances',
      summary: 'What each account holds, per currency',
      auth: 'session',
      response: z.array(accountBalanceSchema),
    },
  ],
};
