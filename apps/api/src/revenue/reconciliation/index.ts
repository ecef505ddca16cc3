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

export const reconciliationResources: readonly AnyResource[] = [
  reconciliationExceptions,
  businessDays,
  reconciledPayouts,
  accountingPeriods,
];

export const reconciliationActions: readonly AnyAction[] = [
  fixReconciliationException,
  acceptReconciliationException,
  takeReconciliationException,
  closeBusinessDay,
  closeAccountingPeriod,
];
