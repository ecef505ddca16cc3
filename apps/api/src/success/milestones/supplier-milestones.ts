import { supplierMilestones } from '@wedsync/db/success';
import { defineDoor } from '../../platform/index.ts';

export const supplierMilestonesDoor = defineDoor({
  method: 'get',
  path: '/supplier-milestones/{supplierId}',
  summary: 'A supplier’s way: what it reached when, what comes next, and how its cohort came there',
  permission: 'milestones:list',
  refusal: 'Your role does not read milestones.',
  answer: ({ store, actor, clock, params }) =>
    store.read(actor, (reader) => supplierMilestones(reader, params.supplierId, clock.now())),
});
