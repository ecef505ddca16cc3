import {
  inOrder,
  pastDueDaysOf,
  type MrrDiscount,
  type MrrItem,
  type PastDueWindow,
  type StatedItem,
  type SubscriptionState,
  type SubscriptionStatus,
} from '@wedsync/domain/billing';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { changesOfVersions, type MrrChange, type MrrReason, type SubscriptionVersion } from '../mrr/index.ts';

/** A state with the moment we learned of it, as far as worth follows from it. */
export type KnownState = Omit<SubscriptionState, 'customerId' | 'provider' | 'eventType'> & {
  readonly recordedAt: Date;
};

/** Everything ever told about one subscription. */
export type SubscriptionHistory = {
  readonly subscriptionId: string;
  /** The first invoice above zero that was paid; MRR begins here. */
  readonly firstPaid: { readonly at: Date; readonly invoiceId: string; readonly recordedAt: Date } | null;
  readonly states: readonly KnownState[];
  /** What people of ours had done to it, oldest first, so that a change can be told to be theirs. */
  readonly acts: readonly { readonly at: Date; readonly staffId: string; readonly kind: string }[];
};

/** What states only name. */
export type HistoryBook = {
  readonly discount: (id: string) => MrrDiscount | undefined;
  readonly planCode: (productId: string) => string | null;
  /** How long debts may last; the house's usual when left out. */
  readonly pastDueWindows?: readonly PastDueWindow[];
};

/** A provider tells of what a person asked for within this long. */
const actWithinMs = 15 * 60_000;

/**
 * What a subscription was worth from each moment on, ready to be followed by `movementsOf`: one version for every state told, and one more for the
 * first payment, which is when MRR begins.
 */
export function mrrChangesOf(history: SubscriptionHistory, book: HistoryBook, asOf: Date): MrrChange[] {
  const states = inOrder(history.states);
  let debtSince: Date | null = null;
  const versions = states.flatMap((state, index) => {
    debtSince = state.status === 'past_due' ? (debtSince ?? state.effectiveAt) : null;
    const until = states[index + 1]?.effectiveAt ?? null;
    // Of states told for the same second only the last ever held.
    if (until !== null && until <= state.effectiveAt) return [];
    const moment = { history, book, state, before: states[index - 1], pastDueSince: debtSince };
    return [begin(moment), ...firstPayment(moment, until)];
  });
  return changesOfVersions(versions, asOf);
}

type Moment = {
  readonly history: SubscriptionHistory;
  readonly book: HistoryBook;
  readonly state: KnownState;
  readonly before: KnownState | undefined;
  readonly pastDueSince: Date | null;
};

function begin(moment: Moment): SubscriptionVersion {
  const { state, before, history } = moment;
  const reason = reasonOf(state, before);
  const { effectiveAt, recordedAt, sourceEventId } = state;
  return versionAt(moment, {
    effectiveAt,
    recordedAt,
    sourceEventId,
    reason,
    actor: actorOf(history, effectiveAt, reason),
  });
}

function firstPayment(moment: Moment, until: Date | null): SubscriptionVersion[] {
  const { state, history } = moment;
  const { firstPaid } = history;
  if (firstPaid === null || firstPaid.at <= state.effectiveAt || (until !== null && firstPaid.at >= until)) return [];
  const { at: effectiveAt, recordedAt, invoiceId: sourceEventId } = firstPaid;
  return [versionAt(moment, { effectiveAt, recordedAt, sourceEventId, reason: null, actor: 'customer' })];
}

type Telling = Pick<SubscriptionVersion, 'effectiveAt' | 'recordedAt' | 'sourceEventId' | 'reason' | 'actor'>;

function versionAt({ history, book, state, pastDueSince }: Moment, telling: Telling): SubscriptionVersion {
  const { effectiveAt, recordedAt, sourceEventId, reason, actor } = telling;
  return {
    effectiveAt,
    recordedAt,
    sourceEventId,
    reason,
    actor,
    subscriptionId: state.subscriptionId,
    currency: state.currency,
    planCode: planOf(state.items, book),
    quantity: state.items.reduce((sum, { quantity }) => sum + quantity, 0),
    servicePeriodStart: state.periodStart ?? effectiveAt,
    cancelScheduled: state.cancelScheduled,
    subscription: {
      status: state.status,
      collectionPaused: state.collectionPaused,
      everPaid: history.firstPaid !== null && history.firstPaid.at <= effectiveAt,
      pastDueSince,
      pastDueDays: pastDueSince && pastDueDaysOf(book.pastDueWindows ?? [], pastDueSince),
      items: state.items.map((item) => itemOf(item, book)),
      discounts: resolve(state.discountIds, book),
    },
  };
}

function itemOf(item: StatedItem, book: HistoryBook): MrrItem {
  const { unitAmountMinor, quantity, interval, intervalCount, usageType } = item;
  return { unitAmountMinor, quantity, interval, intervalCount, usageType, discounts: resolve(item.discountIds, book) };
}

const noDiscounts: readonly MrrDiscount[] = [];

function resolve(ids: readonly string[], book: HistoryBook): readonly MrrDiscount[] {
  return ids.length === 0 ? noDiscounts : ids.flatMap((id) => book.discount(id) ?? []);
}

/** The plan of the dearest item; add-ons cost less than what they are added to. */
function planOf(items: readonly StatedItem[], book: HistoryBook): string | null {
  let dearest: StatedItem | null = null;
  for (const item of items) {
    if (item.productId === null || book.planCode(item.productId) === null) continue;
    if (dearest === null || (item.unitAmountMinor ?? 0) > (dearest.unitAmountMinor ?? 0)) dearest = item;
  }
  return dearest?.productId == null ? null : book.planCode(dearest.productId);
}

type Why = {
  readonly reason: MrrReason;
  readonly when: (state: KnownState, before: KnownState | undefined) => boolean;
};

const ended: ReadonlySet<SubscriptionStatus> = new Set<SubscriptionStatus>(['canceled', 'incomplete_expired']);
const isPaused = ({ status, collectionPaused }: KnownState) => status === 'paused' || collectionPaused;

/** Why a state changes what a subscription is worth; the first row that fits speaks. */
const whys: readonly Why[] = [
  {
    reason: 'dispute',
    when: ({ status, cancellationReason }) => ended.has(status) && cancellationReason === 'payment_disputed',
  },
  {
    reason: 'cancel_involuntary',
    when: ({ status, cancellationReason }, before) =>
      status === 'unpaid' ||
      (ended.has(status) &&
        (cancellationReason === 'payment_failed' ||
          (cancellationReason === null && (before?.status === 'past_due' || before?.status === 'unpaid')))),
  },
  { reason: 'cancel_voluntary', when: ({ status }) => ended.has(status) },
  { reason: 'pause', when: (state) => isPaused(state) },
  { reason: 'resume', when: (_state, before) => before !== undefined && isPaused(before) },
  { reason: 'cancel_voluntary', when: (state, before) => state.cancelScheduled && before?.cancelScheduled !== true },
];

function reasonOf(state: KnownState, before: KnownState | undefined): MrrReason | null {
  return whys.find(({ when }) => when(state, before))?.reason ?? null;
}

function actorOf({ acts }: SubscriptionHistory, at: Date, reason: MrrReason | null): string {
  const act =
    acts.find((done) => Math.abs(at.getTime() - done.at.getTime()) <= actWithinMs) ??
    (reason === 'cancel_voluntary' ? askedToEnd(acts, at) : undefined);
  if (act !== undefined) return `staff:${act.staffId}`;
  return reason === 'cancel_involuntary' || reason === 'dispute' ? 'system' : 'customer';
}

/** An end may come weeks after somebody asked for it; whoever decided last about ending counts, and keeping is deciding too. */
function askedToEnd(acts: SubscriptionHistory['acts'], at: Date): SubscriptionHistory['acts'][number] | undefined {
  const last = acts.findLast((done) => done.at <= at && endings.has(done.kind));
  return last?.kind === 'keep' ? undefined : last;
}

const endings: ReadonlySet<string> = new Set(['cancel_now', 'cancel_at_period_end', 'keep']);

/** When the passing of time alone will next change what a subscription is worth: a discount ends, or a debt is too old. Null while nothing will. */
export function nextChangeOf(
  changes: readonly MrrChange[],
  book: HistoryBook,
  states: readonly KnownState[],
  now: Date,
): Date | null {
  const last = inOrder(states).at(-1);
  const ends = (
    last === undefined ? [] : [...last.discountIds, ...last.items.flatMap((item) => item.discountIds)]
  ).flatMap((id) => book.discount(id)?.endsAt ?? []);
  const debts = changes.flatMap(({ pastDueSince }) =>
    pastDueSince === null
      ? []
      : [plusMs(pastDueSince, pastDueDaysOf(book.pastDueWindows ?? [], pastDueSince) * DAY_MS)],
  );
  const future = [...ends, ...debts].filter((at) => at > now).sort((a, b) => a.getTime() - b.getTime());
  return future[0] ?? null;
}
