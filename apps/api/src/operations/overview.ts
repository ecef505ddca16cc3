import { allConsumers, newestFactAt, readGauges } from '@wedsync/db/operations';
import { listBreakers, type Reader } from '@wedsync/db/platform';
import { eventStandingSchema, freshnessSources, freshnessStanding } from '@wedsync/domain/operations';
import { z } from 'zod';
import { defineDoor, type Door } from '../platform/index.ts';
import { eventStandings } from './event-catalogue.ts';

/** The house at a glance, as of now, and what it tells. */
export const operationsDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/operations/events',
    summary: 'Every type of event, what it tells, who follows it and how often it was told in a day',
    permission: 'operations:show',
    response: z.array(eventStandingSchema),
    answer: ({ actor, store, clock }) => store.read(actor, (reader) => eventStandings(reader, clock.now())),
  }),
  defineDoor({
    method: 'get',
    path: '/operations/overview',
    summary: 'How fresh facts are, how far consumers are, which breakers are open, and every gauge',
    permission: 'operations:show',
    answer: ({ actor, store, clock, log }) => {
      const onTrouble: Trouble = (gauge, error) =>
        log.warn({ err: error, gauge: gauge.name }, 'a gauge could not be read');
      return store.read(actor, (reader) => overview(reader, clock.now(), onTrouble));
    },
  }),
];

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
