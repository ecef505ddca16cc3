import { allConsumers, newestFactAt, readGauges } from '@wedsync/db/operations';
import { listBreakers, type Reader } from '@wedsync/db/platform';
import { freshnessSources, freshnessStanding } from '@wedsync/domain/operations';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { Router, type Request } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';
import { eventStandings } from './event-catalogue.ts';

/** GET /operations/overview: the house at a glance, as of now; GET /operations/events: what it tells. */
export function operationsRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const allowed = (req: Request) => {
    const context = contextOf(req);
    if (!mayDo(context.principal, 'operations:show'))
      throw Forbidden({ why: 'Your role does not include operations:show.' });
    return context;
  };
  const router = Router();
  router.get('/operations/events', async (req, res) => {
    const { actor, store, clock } = allowed(req);
    res.json(await store.read(actor, (reader) => eventStandings(reader, clock.now())));
  });
  router.get('/operations/overview', async (req, res) => {
    const { actor, store, clock, log } = allowed(req);
    const onTrouble: Trouble = (gauge, error) =>
      log.warn({ err: error, gauge: gauge.name }, 'a gauge could not be read');
    res.json(await store.read(actor, (reader) => overview(reader, clock.now(), onTrouble)));
  });
  return router;
}

type Trouble = Parameters<typeof readGauges>[1];

async function overview(reader: Reader, now: Date, onTrouble: Trouble) {
  return {
    asOf: now,
    freshness: await freshness(reader, now),
    consumers: await allConsumers(reader),
    breakers: await listBreakers(reader.sql),
    gauges: (await readGauges(reader, onTrouble)).map(({ gauge, values }) => ({
      name: gauge.name,
      help: gauge.help,
      values,
    })),
  };
}

async function freshness(reader: Reader, now: Date) {
  const standings = [];
  for (const { name, title, meaning, staleAfterMs } of freshnessSources) {
    const asOf = await newestFactAt(reader, name);
    standings.push({ name, title, meaning, asOf, standing: freshnessStanding(asOf, staleAfterMs, now) });
  }
  return standings;
}
