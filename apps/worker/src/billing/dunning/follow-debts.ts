import { finishActionRun } from '@wedsync/db/access';
import {
  callOffRequests,
  debtsOf,
  followDebt,
  forgetSteps,
  insertCase,
  invoicesOfIntents,
  layPlan,
  liftRestriction,
  lockCasesOf,
  lockUnplannedCases,
  owedIn,
  paypalDebtsOf,
  settleStep,
  stopLetters,
  tellOfCase,
  updateCase,
  type CaseRow,
  type Debt,
} from '@wedsync/db/billing';
import { systemUuids, type Writer } from '@wedsync/db/platform';
import {
  caseMove,
  classPlans,
  owedSince,
  type CaseMove,
  type CaseState,
  type MirrorNoun,
  type MirrorRows,
} from '@wedsync/domain/billing';
import { isNews } from '@wedsync/domain/delivery';
import { createId } from '@wedsync/domain/platform';

/** What a transaction mirrored. */
type Changed = {
  readonly rows: <Noun extends MirrorNoun>(noun: Noun) => readonly MirrorRows[Noun][];
  readonly now: Date;
};

/** Who takes access away, as restrictions name it. */
export const dunningSource = 'dunning';

/**
 * Opens, advances and closes cases in the transaction that mirrors what they follow from: the moment a payment is known, nothing of the case can
 * happen any more. Whoever acts on a case holds the same row, so the two never overlap.
 */
export async function followDebts(writer: Writer, changed: Changed): Promise<void> {
  const invoiceIds = await touchedInvoices(writer, changed);
  const unpaid = (await paypalDebtsOf(writer, touchedAtPaypal(changed))).map(({ invoiceId }) => invoiceId);
  if (invoiceIds.length + unpaid.length === 0) return;
  const cases = await lockCasesOf(writer, [...invoiceIds, ...unpaid]);
  const debts = [
    ...(await debtsOf(writer, worthALook(invoiceIds, cases, changed))),
    // Read again now that nobody else can act on them.
    ...(unpaid.length === 0 ? [] : await paypalDebtsOf(writer, touchedAtPaypal(changed))),
  ];
  for (const debt of debts) await follow(writer, debt, cases.get(debt.invoiceId), changed.now);
}

/** Looks at the debts of these invoices again: something changed that the mirror does not know. */
export async function reviewDebts(writer: Writer, invoiceIds: readonly string[], now: Date): Promise<void> {
  const cases = await lockCasesOf(writer, invoiceIds);
  for (const debt of await debtsOf(writer, invoiceIds)) await follow(writer, debt, cases.get(debt.invoiceId), now);
}

/** A failure there shows on the subscription, its end as a payment. */
function touchedAtPaypal({ rows }: Pick<Changed, 'rows'>): string[] {
  const subscriptions = rows('subscriptions').flatMap(({ provider, id }) => (provider === 'paypal' ? [id] : []));
  const paid = rows('invoices').flatMap(({ provider, subscriptionId }) =>
    provider === 'paypal' && subscriptionId !== null ? [subscriptionId] : [],
  );
  return [...new Set([...subscriptions, ...paid])];
}

async function touchedInvoices(writer: Writer, { rows }: Pick<Changed, 'rows'>): Promise<string[]> {
  const intents = [
    ...rows('charges').flatMap(({ paymentIntentId }) => paymentIntentId ?? []),
    ...rows('paymentIntents').map(({ id }) => id),
  ];
  const ids = [
    ...rows('invoices').map(({ id }) => id),
    ...rows('invoicePayments').map(({ invoiceId }) => invoiceId),
    ...(await invoicesOfIntents(writer, intents)),
  ];
  return [...new Set(ids)].sort();
}

/** Nearly every invoice is paid at once and never has a case: those cost one look-up for all of them together. */
function worthALook(
  invoiceIds: readonly string[],
  cases: ReadonlyMap<string, CaseRow>,
  { rows }: Pick<Changed, 'rows'>,
): string[] {
  const quiet = new Set(
    rows('invoices')
      .filter(
        ({ status, attemptCount }) =>
          attemptCount === 0 || (status === 'paid' && attemptCount === 1) || status === 'void',
      )
      .map(({ id }) => id),
  );
  return invoiceIds.filter((id) => cases.has(id) || !quiet.has(id));
}

async function follow(writer: Writer, debt: Debt, row: CaseRow | undefined, now: Date): Promise<void> {
  const move = caseMove(debt.facts, row ?? null);
  if (move.kind === 'closed' && row !== undefined) return close(writer, row, debt, move, now);
  if (move.kind === 'past') return remember(writer, debt, move);
  if (move.kind === 'owed')
    await (row === undefined ? open(writer, debt, move, now) : goOn(writer, row, debt, move, now));
}

type Owed = Extract<CaseMove, { kind: 'owed' }>;

async function open(
  writer: Writer,
  debt: Debt,
  { class: declineClass, code, openedAt }: Owed,
  now: Date,
): Promise<void> {
  const id = createId('dunningCase', systemUuids.next());
  const startsAt = isNews(openedAt, now) ? openedAt : now;
  const row = await insertCase(writer, { id, debt, declineClass, declineCode: code, openedAt, startsAt });
  await begin(writer, row, openedAt, now);
}

/** A failure of long ago is not written about; what is left of the plan counts from today, so that nobody loses access unwarned. */
async function begin(writer: Writer, row: CaseRow, openedAt: Date, now: Date): Promise<void> {
  const note = 'The payment failed before anybody watched; letters are not sent about the past.';
  if (!isNews(openedAt, now)) {
    await settleStep(writer, row, { stage: 'notice', state: 'passed', at: now, note });
    await updateCase(writer, row.id, { stage: 'notice' });
  }
  await layPlan(writer, row);
  const { title } = classPlans[row.declineClass];
  await tellOfCase(writer, row, {
    type: 'dunning.opened',
    title: `Dunning began over ${owedIn(row)}: ${title.toLowerCase()}`,
    at: openedAt,
    key: `opened:${openedAt.toISOString()}`,
    detail: { declineClass: row.declineClass, declineCode: row.declineCode },
  });
}

async function goOn(writer: Writer, row: CaseRow, debt: Debt, owed: Owed, now: Date): Promise<void> {
  const reason = { declineClass: owed.class, declineCode: owed.code };
  if (row.state !== 'open') return reopen(writer, row, debt, owed, now);
  await followDebt(writer, row.id, debt, reason);
  const linked = row.supplierId !== debt.supplierId;
  if (row.declineClass !== owed.class || linked)
    await layPlan(writer, { ...row, ...reason, supplierId: debt.supplierId });
}

async function reopen(writer: Writer, row: CaseRow, debt: Debt, owed: Owed, now: Date): Promise<void> {
  const openedAt = owedSince(debt.facts);
  const startsAt = isNews(openedAt, now) ? openedAt : now;
  const again = {
    state: 'open',
    closedAt: null,
    stage: null,
    declineClass: owed.class,
    declineCode: owed.code,
  } as const;
  await forgetSteps(writer, row.id);
  await followDebt(writer, row.id, debt, { ...again, openedAt, startsAt });
  await begin(writer, { ...row, ...again, openedAt, startsAt, supplierId: debt.supplierId }, openedAt, now);
}

type Past = Extract<CaseMove, { kind: 'past' }>;

/** A case that is over already: it counts in the figures, and nobody is told. */
async function remember(
  writer: Writer,
  debt: Debt,
  { class: declineClass, code, openedAt, state, at }: Past,
): Promise<void> {
  const id = createId('dunningCase', systemUuids.next());
  const { totalMinor, facts } = debt;
  await insertCase(writer, {
    id,
    debt: { ...debt, facts: { ...facts, remainingMinor: totalMinor } },
    declineClass,
    declineCode: code,
    openedAt,
    startsAt: openedAt,
    closed: { state, at },
  });
}

type Closed = Extract<CaseMove, { kind: 'closed' }>;

const words: Readonly<Record<Exclude<CaseState, 'open'>, (owed: string) => string>> = {
  recovered: (owed) => `${owed} was paid: dunning ended`,
  lost: (owed) => `${owed} was given up: dunning ended`,
  voided: (owed) => `${owed} is not owed any more: dunning ended`,
};

async function close(writer: Writer, row: CaseRow, debt: Debt, { state, at }: Closed, now: Date): Promise<void> {
  // What was at stake stays on record; what is left to pay is nothing by now.
  const kept = { ...debt, facts: { ...debt.facts, remainingMinor: row.amountMinor } };
  const ended = { state, closedAt: at, holdKind: null, heldUntil: null, holdReason: null, heldBy: null } as const;
  const access = state === 'lost' ? row.access : null;
  await followDebt(writer, row.id, kept, { ...ended, access });
  await stopAll(writer, row, words[state](owedIn(row)), now);
  if (state !== 'lost') await giveAccessBack(writer, row, now);
  const over: CaseRow = { ...row, ...ended, supplierId: debt.supplierId };
  // Nobody is won back who was lost long ago.
  await layPlan(writer, state === 'lost' && !isNews(at, now) ? { ...over, state: 'voided' } : over);
  await tellOfCase(writer, over, {
    type: `dunning.${state}`,
    title: words[state](owedIn(row)),
    at,
    key: `${state}:${at.toISOString()}`,
    detail: { stage: row.stage, declineClass: row.declineClass },
  });
}

async function stopAll(writer: Writer, { id }: CaseRow, why: string, now: Date): Promise<void> {
  await stopLetters(writer, id, why);
  for (const runId of await callOffRequests(writer, id, why))
    await finishActionRun(writer, runId, { state: 'failed', error: why }, { now: () => now });
}

async function giveAccessBack(writer: Writer, { subscriptionId, supplierId }: CaseRow, now: Date): Promise<void> {
  if (subscriptionId === null || supplierId === null) return;
  await liftRestriction(writer, { subscriptionId, supplierId, source: dunningSource }, now);
}

/** Lays the plans of cases whose supplier arrived after the failure. */
export async function planCasesOf(writer: Writer, customerIds: readonly string[]): Promise<void> {
  for (const row of await lockUnplannedCases(writer, customerIds)) await layPlan(writer, row);
}
