import { findMrrMonth, findMrrMovement, listMrrMonths, listMrrMovements } from '@wedsync/db/revenue';
import {
  mrrMonthFilterSchema,
  mrrMonthSchema,
  mrrMovementFilterSchema,
  mrrMovementSchema,
} from '@wedsync/domain/revenue';
import { defineResource } from '../platform/index.ts';

/** How MRR moved, to read: movements follow from what providers tell of subscriptions. */
export const mrrMovements = defineResource({
  name: 'mrr-movements',
  description: 'Every movement of monthly recurring revenue with its cause, actor and source',
  row: mrrMovementSchema,
  filter: mrrMovementFilterSchema,
  list: listMrrMovements,
  show: findMrrMovement,
});

/** Months of MRR, what they say now and what they said when they were closed. */
export const mrrMonths = defineResource({
  name: 'mrr-months',
  description: 'Monthly recurring revenue month by month, open, closed or restated',
  row: mrrMonthSchema,
  filter: mrrMonthFilterSchema,
  list: (reader, query, { clock }) => listMrrMonths(reader, query, clock.now()),
  show: (reader, id, { clock }) => findMrrMonth(reader, id, clock.now()),
});
