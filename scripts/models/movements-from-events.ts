import { z } from 'zod';
import { movementsOf, sameCurrency, type MrrChange } from '@wedsync/domain/revenue';
import { operation } from './operation.ts';

const instant = z.string().transform((text) => new Date(text.length === 10 ? `${text}T00:00:00Z` : text));
const event = z.object({
  account: z.string(),
  subscription: z.string().default('1'),
  at: instant,
  recordedAt: instant.optional(),
  /** MRR of the subscription from then on; 0 when it ends. */
  mrr: z.number().min(0),
  reason: z.enum(['cancel_voluntary', 'cancel_involuntary', 'pause', 'resume', 'dispute']).nullable().default(null),
});

/** The movement engine on plain events in one currency: what each subscription is worth from an instant on. */
export const movementsFromEvents = operation(
  z.object({ events: z.array(event), asOf: instant.optional(), windowMinutes: z.number().min(0).default(60) }),
  ({ events, asOf = endOfTime, windowMinutes }) => {
    const byAccount = new Map<string, MrrChange[]>();
    for (const [i, each] of events.entries())
      byAccount.set(each.account, [...(byAccount.get(each.account) ?? []), changeOf(each, i)]);
    const movements = [...byAccount].flatMap(([account, history]) =>
      movementsOf(history, { fx: sameCurrency('GBP'), asOf, windowMs: windowMinutes * 60_000 }).map((movement) => ({
        account,
        at: movement.effectiveAt.toISOString(),
        type: movement.type,
        amount: movement.amountMinor / 100,
        reason: movement.reason,
        mrr: movement.afterMinor / 100,
      })),
    );
    return { movements, mrr: movements.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0) / 100 };
  },
);

const endOfTime = new Date(8.64e15);

function changeOf(
  { subscription, at, recordedAt = at, mrr, reason }: z.output<typeof event>,
  index: number,
): MrrChange {
  const minor = Math.round(mrr * 100);
  return {
    subscriptionId: subscription,
    effectiveAt: at,
    recordedAt,
    currency: 'GBP',
    rateDay: at.toISOString().slice(0, 10),
    grossMrrMinor: minor,
    netMrrMinor: minor,
    stripeCompatibleMinor: minor,
    committedMrrMinor: minor,
    reason,
    planCode: null,
    quantity: 1,
    pastDueSince: null,
    actor: 'customer',
    sourceEventId: String(index).padStart(9, '0'),
  };
}
