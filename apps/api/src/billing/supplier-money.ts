import { moneyByMonth } from '@wedsync/db/billing';
import { moneyMonthSchema } from '@wedsync/domain/billing';
import { reportingZone } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineDoor } from '../platform/index.ts';

const months = 12;

export const supplierMoneyDoor = defineDoor({
  method: 'get',
  path: '/suppliers/{id}/money-months',
  summary: 'Twelve months of what a supplier paid, failed to pay and got back',
  permission: 'charges:list',
  response: z.array(moneyMonthSchema),
  answer: ({ store, actor, params }) =>
    store.read(actor, (reader) => moneyByMonth(reader, params.id, months, reportingZone)),
});
