import type { StatementLine } from '@wedsync/domain/billing';
import { MINUTE_MS, NotFound } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import type { ObjectName } from '../apply/object-name.ts';
import { refreshObjects } from '../apply/refresh-objects.ts';
import type { StripeGateway } from '../gateways/stripe.ts';
import { mirrorMovements, pagesOf } from '../syncs/sweep-balance-transactions.ts';
import type { Statement, StatementDeps, Wanted } from './statement.ts';

/** Stripe lists a movement with its creation; the other side waits for the webhook. */
const lagMs = 30 * MINUTE_MS;

/** Stripe's balance transactions. */
export function stripeStatement(stripe: StripeGateway): Statement {
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
  return {
    provider: 'stripe',
    lagMs,
    lines: (from, to) => linesOf(stripe, { created: { gte: seconds(from), lt: seconds(to) } }, null),
    payout: (payoutId) => linesOf(stripe, { payout: payoutId }, payoutId),
    fetchAgain: (deps, wanted) => fetchAgain(stripe, deps, wanted),
  };
}

async function* linesOf(
  stripe: StripeGateway,
  filter: Stripe.BalanceTransactionListParams,
  payoutId: string | null,
): AsyncGenerator<StatementLine[]> {
  for await (const page of pagesOf(stripe, filter)) yield page.map((movement) => lineOf(movement, payoutId));
}

function lineOf(movement: Stripe.BalanceTransaction, payoutId: string | null): StatementLine {
  const { id, type, currency, amount, fee, net, created, source } = movement;
  const cause = typeof source === 'object' && source !== null ? source : null;
  const charge = cause !== null && 'charge' in cause && typeof cause.charge === 'string' ? cause.charge : null;
  return {
    id,
    type,
    currency: currency.toUpperCase(),
    amountMinor: amount,
    feeMinor: fee,
    netMinor: net,
    occurredAt: new Date(created * 1_000),
    sourceId: cause?.id ?? (typeof source === 'string' ? source : null),
    chargeId: cause?.object === 'charge' ? cause.id : charge,
    payoutId,
  };
}

async function fetchAgain(stripe: StripeGateway, deps: StatementDeps, wanted: Wanted): Promise<void> {
  const withSource = { ...deps, source: stripe };
  if (wanted.object === 'balance-transactions') {
    const movement = await stripe.mapped(() =>
      stripe.client.balanceTransactions.retrieve(wanted.id, { expand: ['source'] }),
    );
    return mirrorMovements(withSource, [movement]);
  }
  if (wanted.object === 'payouts')
    for await (const page of pagesOf(stripe, { payout: wanted.id })) await mirrorMovements(withSource, page);
  const objects = objectsOf(wanted);
  if (objects.length === 0) throw NotFound({ what: wanted.object, id: wanted.id });
  await refreshObjects(withSource, objects);
}

const names: Readonly<Record<Exclude<Wanted['object'], 'balance-transactions'>, ObjectName['name']>> = {
  payouts: 'payout',
  charges: 'charge',
  refunds: 'refund',
  subscriptions: 'subscription',
};

/** What it hangs on first: a subscription means nothing without its prices. */
function objectsOf({ object, id, related }: Wanted): ObjectName[] {
  const of = (name: 'charge' | 'price' | 'product'): ObjectName[] =>
    related[name] === undefined ? [] : [{ name, id: related[name] }];
  const own: ObjectName[] = object === 'balance-transactions' ? [] : [{ name: names[object], id }];
  return [...of('product'), ...of('price'), ...of('charge'), ...own];
}
