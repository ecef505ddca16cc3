import { consistencyChecks, findLeakageFinding, listLeakageFindings } from '@wedsync/db/revenue';
import { consistencyCheckSchema, leakageFindingFilterSchema, leakageFindingSchema } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineDoor, defineResource } from '../../platform/index.ts';

/** Money that goes missing quietly. */
export const leakageFindings = defineResource({
  name: 'leakage-findings',
  description: 'Access, grants and debts that nobody is asked to pay for',
  row: leakageFindingSchema,
  filter: leakageFindingFilterSchema,
  list: listLeakageFindings,
  show: findLeakageFinding,
});

export const consistencyDoor = defineDoor({
  method: 'get',
  path: '/revenue/consistency',
  summary: 'What must hold of the books, and whether it does',
  permission: 'operations:show',
  response: z.array(consistencyCheckSchema),
  answer: ({ store, actor }) => store.read(actor, consistencyChecks),
});
