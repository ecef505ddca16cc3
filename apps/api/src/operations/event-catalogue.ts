import { allConsumers, eventCounts } from '@wedsync/db/operations';
import type { Reader } from '@wedsync/db/platform';
import { eventCatalogue } from '@wedsync/domain/events';
import type { EventStanding } from '@wedsync/domain/operations';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';

/** Every type of event the house tells, what each tells, who follows it, and how often it was told in the last 24 hours. */
export async function eventStandings(reader: Reader, now: Date): Promise<EventStanding[]> {
  const counts = await eventCounts(reader, plusMs(now, -DAY_MS));
  const consumers = await allConsumers(reader);
  return eventCatalogue().map(({ type, capability, description, versions }) => ({
    type,
    capability,
    description,
    versions: versions.map(({ version, fields, example }) => ({
      version,
      fields: [...fields],
      example: { ...example },
    })),
    followers: consumers.filter(({ types }) => types === null || types.includes(type)).map(({ id }) => id),
    toldInADay: counts.get(type) ?? 0,
  }));
}
