import type { AnyAction, AnyResource } from '../../platform/index.ts';
import {
  accountingPeriods,
  businessDays,
  closeAccountingPeriod,
  closeBusinessDay,
  reconciledPayouts,
} from './closing.ts';
import {
  acceptReconciliationException,
  fixReconciliationException,
  reconciliationExceptions,
  takeReconciliationException,
} from './exceptions.ts';
import { leakageFindings } from './leakage.ts';

export { consistencyDoor } from './leakage.ts';

export const reconciliationResources: readonly AnyResource[] = [
  reconciliationExceptions,
  businessDays,
  reconciledPayouts,
  accountingPeriods,
  leakageFindings,
];

export const reconciliationActions: readonly AnyAction[] = [
  fixReconciliationException,
  acceptReconciliationException,
  takeReconciliationException,
  closeBusinessDay,
  closeAccountingPeriod,
];
