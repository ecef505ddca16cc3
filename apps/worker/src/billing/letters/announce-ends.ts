import { endingTrials, expiringCards, sendBillingLetter, type LetterToSend } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';
import { openStripe } from '../gateways/stripe.ts';

const trialDays = 3;
const cardDays = 30;

/** Time alone brings these ends near; no event of the provider says so reliably. */
export const announceEnds = defineJob({
  name: 'billing.announce-ends',
  description: 'Writes to suppliers whose trial or card ends soon, once for each',
  input: z.strictObject({}),
  schedule: { cron: '10 * * * *' },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context) => {
    const portal = await portalUrl(context);
    const more = portal === null ? {} : { updateUrl: portal };
    const trials = await writeAll(
      context,
      (reader, now, after) => endingTrials(reader, now, trialDays, after),
      (one) => ({ template: 'trial-ending', ...one }),
    );
    const cards = await writeAll(
      context,
      (reader, now, after) => expiringCards(reader, now, cardDays, after),
      ({ id, supplierId, occasion }) => ({ template: 'card-expiring', id, supplierId, occasion, more }),
    );
    return { trials, cards };
  },
});

/** The address at which customers sign in to change their card; it does not expire, as links for one person do. Null when the provider has none. */
async function portalUrl(context: JobContext): Promise<string | null> {
  const stripe = await openStripe(context);
  if (stripe === null) return null;
  const found = await stripe.mapped(() =>
    stripe.client.billingPortal.configurations.list({ is_default: true, active: true, limit: 1 }),
  );
  const page = found.data[0]?.login_page;
  return page?.enabled === true ? page.url : null;
}

type Ending = { readonly id: string; readonly supplierId: string };

/** A page of them at a time, each page one transaction. @returns how many letters are new */
async function writeAll<One extends Ending>(
  { store, actor, clock, uuids, signal }: JobContext,
  page: (reader: Reader, now: Date, after: string) => Promise<One[]>,
  letterOf: (one: One) => LetterToSend,
): Promise<number> {
  let [written, after] = [0, ''];
  while (!signal.aborted) {
    const found = await store.read(actor, (reader) => page(reader, clock.now(), after));
    if (found.length === 0) break;
    await store.transact(actor, async (writer) => {
      for (const one of found) {
        const answer = await sendBillingLetter(writer, letterOf(one), { now: clock.now(), uuids });
        if (!('why' in answer)) written += 1;
      }
    });
    after = found.at(-1)?.id ?? after;
  }
  return written;
}
