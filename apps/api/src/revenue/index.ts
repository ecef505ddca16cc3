import type { ApiCapability } from '../platform/index.ts';
import { closeMonth } from './close-month.ts';
import { figures } from './figures.ts';
import { fxRates, fxStandingDoor } from './fx-rates.ts';
import { accountBalancesDoor, journalEntries } from './journal-entries.ts';
import { retentionCurves, supplierValues } from './lifetime-values.ts';
import { manualPaymentResource, recordBankTransfer, reverseManual, writeOffInvoice } from './manual-payments.ts';
import { consistencyDoor, reconciliationActions, reconciliationResources } from './reconciliation/index.ts';
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
  doors: [accountBalancesDoor, ...figures, fxStandingDoor, consistencyDoor],
};
