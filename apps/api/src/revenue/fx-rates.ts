import { findFxRate, fxStanding, listFxRates } from '@wedsync/db/revenue';
import { calendarDate, Forbidden, mayDo } from '@wedsync/domain/platform';
import { fxRateFilterSchema, fxRateSchema } from '@wedsync/domain/revenue';
import { Router } from 'express';
import { contextFor, defineResource, type ApiServices } from '../platform/index.ts';

/** Every published exchange rate, to read: rates come from the bank, never from here. */
export const fxRates = defineResource({
  name: 'fx-rates',
  description: 'Daily euro reference rates as published, and what a unit is worth in pounds',
  row: fxRateSchema,
  filter: fxRateFilterSchema,
  list: listFxRates,
  show: findFxRate,
});

/** `GET /api/revenue/fx`: the newest rate of each currency and how old it is. */
export function fxStandingRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/revenue/fx', async (req, res) => {
    const { store, actor, principal, clock } = contextOf(req);
    if (!mayDo(principal, 'fx-rates:list')) throw Forbidden({ why: 'Your role does not include fx-rates:list.' });
    const now = clock.now();
    res.json(await store.read(actor, (reader) => fxStanding(reader, now, calendarDate(now))));
  });
  return router;
}
