import { mirroredRows } from '@wedsync/db/billing';
import {
  bookEntries,
  changeException,
  findReconciliationException,
  keepFindings,
  standingBooking,
  unequalPairs,
  closeHealed,
} from '@wedsync/db/revenue';
import type { Provider } from '@wedsync/domain/billing';
import { isDomainError } from '@wedsync/domain/platform';
import { correctBooking, exceptionRules, type ReconciliationException } from '@wedsync/domain/revenue';
import { z } from 'zod';
import { openStatements, type AfterMirror, type Statement } from '../../billing/index.ts';
import { defineJob, type AnyJob, type JobContext } from '../../platform/index.ts';
import { findingsOfPairs } from './findings.ts';
import type { OpenStatements } from './reconcile.ts';
import { reconcilePayouts, reconcileThings } from './reconcile-provider.ts';

/** The name under which the api asks for it. */
const name = 'revenue.fix-exception';

/** Puts one exception right as its type says, then looks again: it is fixed when both sides agree, else open with the reason. */
export function fixException(after: readonly AfterMirror[], open: OpenStatements = openStatements): AnyJob {
  return defineJob({
    name,
    description: 'Puts right what a person asked to have put right',
    input: z.strictObject({ exceptionId: z.string() }),
    maxAttempts: 3,
    lockMs: 120_000,
    concurrency: 2,
    run: async (context, { exceptionId }) => {
      const { store, actor } = context;
      const exception = await store.read(actor, (reader) => findReconciliationException(reader, exceptionId));
      if (exception?.state !== 'fixing') return { skipped: 'It is settled already.' };
      const statements = await open(context);
      try {
        await putRight(context, exception, statements, after);
        await lookAgain(context, exception, statements);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        await reopen(context, exceptionId, error.message);
        return { failed: error.message };
      }
      const now = await store.read(actor, (reader) => findReconciliationException(reader, exceptionId));
      if (now?.state === 'fixing') await reopen(context, exceptionId, 'The two sides still differ.');
      return { state: now?.state ?? 'gone' };
    },
  });
}

function reopen({ store, actor }: JobContext, id: string, fixError: string): Promise<boolean> {
  return store.transact(actor, (writer) => changeException(writer, id, { state: 'open', fixError }));
}

async function putRight(
  context: JobContext,
  exception: ReconciliationException,
  statements: readonly Statement[],
  after: readonly AfterMirror[],
): Promise<void> {
  const { fix } = exceptionRules[exception.type];
  const statement = statements.find(({ provider }) => provider === exception.provider);
  if (fix === 'fetch' && statement !== undefined)
    await statement.fetchAgain({ ...context, after }, wantedOf(exception));
  if (exception.object === 'balance-transactions') await correct(context, exception.objectId, fix !== 'reverse');
}

const related = z.looseObject({
  chargeId: z.string().nullish(),
  priceId: z.string().nullish(),
  productId: z.string().nullish(),
  occurredAt: z.string().nullish(),
});

function wantedOf({
  object,
  objectId,
  day,
  remote,
  local,
}: ReconciliationException): Parameters<Statement['fetchAgain']>[1] {
  const { chargeId, priceId, productId, occurredAt } = related.parse(remote ?? local ?? {});
  return {
    object: asObject.parse(object),
    id: objectId,
    occurredAt: new Date(occurredAt ?? `${day}T12:00:00Z`),
    related: {
      ...(chargeId == null ? {} : { charge: chargeId }),
      ...(priceId == null ? {} : { price: priceId }),
      ...(productId == null ? {} : { product: productId }),
    },
  };
}

const asObject = z.enum(['balance-transactions', 'payouts', 'charges', 'refunds', 'subscriptions']);

/** What was booked of a movement and is not so is taken back by an entry of today, and booked as it is. */
async function correct({ store, actor, clock }: JobContext, movementId: string, happened: boolean): Promise<void> {
  await store.transact(actor, async (writer) => {
    const movement = (await mirroredRows(writer, 'balanceTransactions', [movementId])).get(movementId);
    if (movement === undefined) return;
    const standing = await standingBooking(writer, movementId);
    await bookEntries(writer, correctBooking(movement, standing, clock.now(), happened));
  });
}

async function lookAgain(
  context: JobContext,
  { object, objectId, day, provider }: ReconciliationException,
  statements: readonly Statement[],
): Promise<void> {
  if (object === 'payouts') return void (await reconcilePayouts(context, statements));
  if (object !== 'balance-transactions') return void (await reconcileThings(context));
  const { store, actor, clock, uuids } = context;
  const from = asProvider.parse(provider);
  await store.transact(actor, async (writer) => {
    const now = clock.now();
    const pairs = await unequalPairs(writer, from, { from: day, to: day }, now);
    const own = pairs.filter(({ id }) => id === objectId);
    await keepFindings(writer, findingsOfPairs(from, own), now, uuids);
    await closeHealed(writer, { objects: [object], provider: from, days: null, objectId }, now);
  });
}

const asProvider: z.ZodType<Provider> = z.enum(['stripe', 'paypal', 'manual']);
