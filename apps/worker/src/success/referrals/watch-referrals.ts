import {
  inviteIdsAfter,
  keepMissedReferralFacts,
  measureReferrals,
  referralsAreStale,
  scoreReferrals,
} from '@wedsync/db/success';
import { DAY_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, idChunks, type JobContext } from '../../platform/index.ts';

/** Large enough that statements are few, small enough that nobody waits long for the judgement under way. */
const chunk = 300;
/** What the consumer could have missed is looked for this far back; with `all`, as far back as events are kept. */
const lookBackMs = 2 * DAY_MS;

/**
 * Catches what the consumer missed, such as a card that became known with no event about it, and measures K once a day and after changes. Looks each minute
 * whether it is time.
 */
export const watchReferrals = defineJob({
  name: 'referrals.watch',
  description: 'Judges all invites again and measures how far suppliers carry the product',
  input: z.strictObject({ now: z.boolean().optional(), all: z.boolean().optional() }),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { now: asked = false, all = false }) => {
    const { store, actor, clock, signal } = context;
    const found = await takeMissed(context, all ? new Date(0) : plusMs(clock.now(), -lookBackMs));
    if (!asked && !all && !(await store.read(actor, (reader) => referralsAreStale(reader, clock.now()))))
      return { due: false, found };
    const changed = await judgeAll(context);
    if (signal.aborted) return { found, changed };
    const { overall } = await store.transact(actor, (writer) => measureReferrals(writer, clock.now()));
    return { found, changed, customers: overall.customers, invites: overall.invites };
  },
});

type Watcher = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal'>;

async function takeMissed({ store, actor, clock, signal }: Watcher, since: Date): Promise<number> {
  let found = 0;
  while (!signal.aborted) {
    const invites = await store.transact(actor, async (writer) => {
      const missed = await keepMissedReferralFacts(writer, since, chunk);
      await scoreReferrals(writer, missed, clock.now());
      return missed.length;
    });
    if (invites === 0) break;
    found += invites;
  }
  return found;
}

async function judgeAll({ store, actor, clock, signal }: Watcher): Promise<number> {
  let changed = 0;
  const chunks = idChunks((after, limit) => store.read(actor, (reader) => inviteIdsAfter(reader, after, limit)), chunk);
  for await (const ids of chunks) {
    if (signal.aborted) break;
    changed += (await store.transact(actor, (writer) => scoreReferrals(writer, ids, clock.now()))).changed;
  }
  return changed;
}
