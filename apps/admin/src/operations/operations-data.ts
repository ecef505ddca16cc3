import { useQuery } from '@tanstack/react-query';
import { consumerSchema } from '@wedsync/domain/operations';
import { z } from 'zod';
import { getJson } from '../platform/index.ts';

/** Gauges are read when somebody looks; they are not pushed. */
const refreshMs = 10_000;
/** Somebody watches a replay. */
const watchMs = 2_000;

const overviewSchema = z.object({
  asOf: z.string(),
  freshness: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      meaning: z.string(),
      asOf: z.string().nullable(),
      standing: z.enum(['fresh', 'stale', 'never']),
    }),
  ),
  consumers: z.array(consumerSchema),
  breakers: z.array(
    z.object({
      destination: z.string(),
      state: z.enum(['closed', 'open', 'half_open']),
      recentFailures: z.number(),
      openedAt: z.string().nullable(),
      lastError: z.string().nullable(),
    }),
  ),
  gauges: z.array(
    z.object({
      name: z.string(),
      help: z.string(),
      values: z.array(z.object({ label: z.string().nullable(), value: z.number() })),
    }),
  ),
});
export type Overview = z.infer<typeof overviewSchema>;

export function useOverview() {
  return useQuery<Overview>({
    queryKey: ['operations', 'overview'],
    queryFn: async ({ signal }) => overviewSchema.parse(await getJson('/operations/overview', signal)),
    refetchInterval: ({ state: { data } }) => (data?.consumers.some(isReplaying) ? watchMs : refreshMs),
  });
}

function isReplaying({ lastReplay }: Overview['consumers'][number]): boolean {
  return lastReplay?.state === 'running';
}

/** The sum of a gauge over all its labels. */
export function gaugeTotal({ gauges }: Overview, name: string): number {
  const values = gauges.find((gauge) => gauge.name === name)?.values ?? [];
  return values.reduce((sum, { value }) => sum + value, 0);
}
