import { findRetentionCurve, findSupplierValue, listRetentionCurves, listSupplierValues } from '@wedsync/db/revenue';
import {
  retentionCurveFilterSchema,
  retentionCurveSchema,
  supplierValueFilterSchema,
  supplierValueSchema,
} from '@wedsync/domain/revenue';
import { defineResource } from '../platform/index.ts';

/** How long customers stay, segment by segment, as fitted; to read, for a fit is never changed. */
export const retentionCurves = defineResource({
  name: 'retention-curves',
  description: 'Retention by segment with its curves, intervals, back-test and what a new customer is worth',
  row: retentionCurveSchema,
  filter: retentionCurveFilterSchema,
  list: listRetentionCurves,
  show: findRetentionCurve,
});

/** What each supplier has brought and is still expected to bring. */
export const supplierValues = defineResource({
  name: 'supplier-values',
  description: 'Lifetime value of each supplier: realised from the ledger, expected with its interval',
  row: supplierValueSchema,
  filter: supplierValueFilterSchema,
  list: listSupplierValues,
  show: findSupplierValue,
});
