import { assignToPayout, payoutsOverdue, payoutsToMatch, settleMovements } from '@wedsync/db/billing';
import { addTallies, noTally, type SyncTally } from '@wedsync/domain/billing';
import { z } from 'zod';
import { defineJob, type AnyJob } from '../../platform/index.ts';
import type { AfterMirror } from '../apply/keep-sheet.ts';
import type { ObjectName } from '../apply/object-name.ts';
import { refreshObjects, type RefreshDeps } from '../apply/refresh-objects.ts';
import { openStripe, type StripeGateway } from '../gateways/stripe.ts';
import type { OpenStripe } from './backfill-events.ts';
import { mirrorSifted, reportOf, tallyOf } from './rejections.ts';
import { mirrorListed, pagesOf } from './sweep-balance-transactions.ts';

const payoutsAtOnce = 50;

/** Follows money to the bank: what has become available, and which movements each reconciled payout carried, for a movement does not reliably say so itself. */
export function matchPayouts(after: readonly AfterMirror[], open: OpenStripe = openStripe): AnyJob {
  return defineJob({
    name: 'stripe.match-payouts',
    description: 'Follows movements until they are available and paid out',
    input: z.strictObject({}),
    schedule: { everyMs: 300_000 },
    maxAttempts: 5,
    lockMs: 120_000,
    concurrency: 1,
    run: async (context) => {
      const { store, actor, clock, signal, progress } = context;
      await store.transact(actor, (writer) => settleMovements(writer, clock.now()));
      const stripe = await open(context);
      if (stripe === null) return { skipped: 'There is no Stripe connection.' };
      const deps = { ...context, source: stripe, stripe, after };
      const matched = new Set<string>();
      let total = await askForOverdue(deps);
      for (;;) {
        const due = await store.read(actor, (reader) => payoutsToMatch(reader, payoutsAtOnce));
        const payouts = due.filter((id) => !matched.has(id));
        for (const payoutId of payouts) {
          if (signal.aborted) break;
          total = addTallies(total, await matchPayout(deps, payoutId));
          matched.add(payoutId);
        }
        await progress(matched.size, null);
        // One that nothing belongs to stays due; it is not asked about twice in one run.
        if (payouts.length === 0 || signal.aborted) return { matched: matched.size, ...reportOf(total) };
      }
    },
  });
}

/** A payout that should have arrived and of which nobody has told so is asked for itself: its event may be lost. */
async function askForOverdue(deps: RefreshDeps): Promise<SyncTally> {
  const { store, actor, clock } = deps;
  const overdue = await store.read(actor, (reader) => payoutsOverdue(reader, clock.now(), payoutsAtOnce));
  const objects = overdue.map((id) => ({ name: 'payout' as const, id }));
  const refresh = async (some: readonly ObjectName[]) => {
    await refreshObjects(deps, some);
    return 0;
  };
  const nameOf = ({ id }: { readonly id: string }) => ({ kind: 'payout', id });
  return tallyOf(objects.length, await mirrorSifted(objects, refresh, nameOf));
}

async function matchPayout(
  deps: RefreshDeps & { readonly stripe: StripeGateway },
  payoutId: string,
): Promise<SyncTally> {
  const ids: string[] = [];
  let tally = noTally;
  for await (const page of pagesOf(deps.stripe, { payout: payoutId })) {
    tally = addTallies(tally, await mirrorListed(deps, page));
    ids.push(...page.map(({ id }) => id));
  }
  await deps.store.transact(deps.actor, (writer) => assignToPayout(writer, payoutId, ids));
  return tally;
}
