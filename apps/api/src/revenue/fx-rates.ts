import { findFxRate, fxStanding, listFxRates } from '@wedsync/db/revenue';
import { calendarDate } from '@wedsync/domain/platform';
import { fxRateFilterSchema, fxRateSchema, fxStandingSchema } from '@wedsync/domain/revenue';
import { defineDoor, defineResource } from '../platform/index.ts';

/** Every published exchange rate, to read: rates come from the bank, never from here. */
export const fxRates = defineResource({
  name: 'fx-rates',
  description: 'Daily euro reference rates as published, and what a unit is worth in pounds',
  row: fxRateSchema,
  filter: fxRateFilterSchema,
  list: listFxRates,
  show: findFxRate,
});

export const fxStandingDoor = defineDoor({
  method: 'get',
  path: '/revenue/fx',
  summary: 'The newest exchange rate of each currency and how old it is',
  permission: 'fx-rates:list',
  response: fxStandingSchema,
  answer: ({ store, actor, clock }) => {
    const now = clock.now();
    return store.read(actor, (reader) => fxStanding(reader, now, calendarDate(now)));
  },
});
