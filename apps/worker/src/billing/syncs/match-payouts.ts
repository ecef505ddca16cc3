import { assignToPayout, payoutsToMatch, settleMovements } from '@wedsync/db/billing';
import { z } from 'zod';
import { defineJob, type AnyJob } from '../../platform/index.ts';
import type { AfterMirror } from '../apply/keep-sheet.ts';
import type { RefreshDeps } from '../apply/refresh-objects.ts';
import { openStripe, type StripeGateway } from '../gateways/stripe.ts';
import type { OpenStripe } from './backfill-events.ts';
import { mirrorMissing, pagesOf } from './sweep-balance-transactions.ts';

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
      const matched = new Set<string>();
      for (;;) {
        const due = await store.read(actor, (reader) => payoutsToMatch(reader, payoutsAtOnce));
        const payouts = due.filter((id) => !matched.has(id));
        for (const payoutId of payouts) {
          if (signal.aborted) return { matched: matched.size };
          await matchPayout({ ...context, source: stripe, stripe, after }, payoutId);
          matched.add(payoutId);
        }
        await progress(matched.size, null);
        // One that nothing belongs to stays due; it is not asked about twice in one run.
        if (payouts.length === 0) return { matched: matched.size };
      }
    },
  });
}

async function matchPayout(deps: RefreshDeps & { readonly stripe: StripeGateway }, payoutId: string): Promise<void> {
  const ids: string[] = [];
  for await (const page of pagesOf(deps.stripe, { payout: payoutId })) {
    await mirrorMissing(deps, page);
    ids.push(...page.map(({ id }) => id));
  }
  await deps.store.transact(deps.actor, (writer) => assignToPayout(writer, payoutId, ids));
}
