import type { RowToKeep } from '@wedsync/db/billing';
import {
  newestWins,
  type MirrorNoun,
  type MirrorRows,
  type Sighting,
  type SubscriptionState,
} from '@wedsync/domain/billing';
import type { Fact } from './fact.ts';

type Kept = { readonly [Noun in MirrorNoun]: Map<string, RowToKeep<Noun>> };
export type Children = 'subscriptionItems' | 'invoiceLines';

/**
 * The working sheet of one transaction: rows as they stood, rows as they shall be, and what to tell. Handlers work on it in memory, so a batch of
 * events costs a few statements instead of a few per event.
 */
export type Sheet = {
  /** The row as it stands now: written on this sheet, or else as loaded. */
  row<Noun extends MirrorNoun>(noun: Noun, id: string): MirrorRows[Noun] | undefined;
  /** The row as it stood before this transaction. */
  before<Noun extends MirrorNoun>(noun: Noun, id: string): MirrorRows[Noun] | undefined;
  load<Noun extends MirrorNoun>(noun: Noun, rows: Iterable<MirrorRows[Noun]>): void;
  put<Noun extends MirrorNoun>(noun: Noun, row: MirrorRows[Noun], raw: unknown): void;
  /** Puts the row only when the sighting is newer than what is known of it. */
  putIfNewer<Noun extends MirrorNoun>(noun: Noun, row: MirrorRows[Noun], raw: unknown, seen: Sighting): void;
  /** The parent's children are exactly those written on this sheet; others go. */
  ownChildren(noun: Children, parentId: string): void;
  tell(fact: Fact): void;
  /** Keeps how a subscription was at one moment, which the mirror forgets with the next. */
  remember(state: SubscriptionState): void;
  readonly written: Kept;
  readonly parents: ReadonlyMap<Children, ReadonlySet<string>>;
  readonly facts: readonly Fact[];
  readonly states: readonly SubscriptionState[];
};

export function createSheet(): Sheet {
  const loaded = nothingKept();
  const written = nothingKept();
  const parents = new Map<Children, Set<string>>([
    ['subscriptionItems', new Set()],
    ['invoiceLines', new Set()],
  ]);
  const facts: Fact[] = [];
  const states: SubscriptionState[] = [];
  const sheet: Sheet = {
    row: (noun, id) => written[noun].get(id)?.row ?? loaded[noun].get(id)?.row,
    before: (noun, id) => loaded[noun].get(id)?.row,
    load: (noun, rows) => {
      for (const row of rows) loaded[noun].set(row.id, { row, raw: {} });
    },
    put: (noun, row, raw) => void written[noun].set(row.id, { row, raw }),
    putIfNewer: (noun, row, raw, seen) => {
      if (newestWins(sheet.row(noun, row.id), seen) === 'apply') sheet.put(noun, row, raw);
    },
    ownChildren: (noun, parentId) => void parents.get(noun)?.add(parentId),
    tell: (fact) => void facts.push(fact),
    remember: (state) => void states.push(state),
    written,
    parents,
    facts,
    states,
  };
  return sheet;
}

function nothingKept(): Kept {
  return {
    products: new Map(),
    prices: new Map(),
    coupons: new Map(),
    customers: new Map(),
    paymentMethods: new Map(),
    discounts: new Map(),
    subscriptions: new Map(),
    subscriptionItems: new Map(),
    invoices: new Map(),
    invoiceLines: new Map(),
    invoicePayments: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    payouts: new Map(),
    balanceTransactions: new Map(),
    creditNotes: new Map(),
    customerBalanceTransactions: new Map(),
  };
}
