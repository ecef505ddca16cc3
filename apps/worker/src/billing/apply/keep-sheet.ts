import {
  dropOtherChildren,
  keepRows,
  keepStates,
  lockStandings,
  passOn,
  refreshStanding,
  suppliersByExternalId,
  type NewLink,
} from '@wedsync/db/billing';
import { emitEvents, markForRecompute, type Writer } from '@wedsync/db/platform';
import { addTimelineEntries } from '@wedsync/db/suppliers';
import type { MirrorNoun, MirrorRows, SubscriptionState } from '@wedsync/domain/billing';
import { followDebts } from '../dunning/follow-debts.ts';
import { closeShownRequests } from '../subscription-desk/close-shown.ts';
import type { Fact } from './fact.ts';
import type { Sheet } from './sheet.ts';
import { tellOfChanges } from './tellers.ts';
import { timelineEntryOf } from './timeline.ts';

/** Something that books or counts what the mirror now says, in the same transaction; the capabilities above billing bring theirs. */
export type AfterMirror = (writer: Writer, changed: Changed) => Promise<void>;

/** What one transaction changed. */
export type Changed = {
  readonly rows: <Noun extends MirrorNoun>(noun: Noun) => readonly MirrorRows[Noun][];
  readonly customerIds: readonly string[];
  /** How subscriptions were, event by event. */
  readonly states: readonly SubscriptionState[];
  readonly now: Date;
};

export type Kept = {
  readonly supplierOf: (customerId: string | null) => string | null;
};

/** Keeps everything the sheet holds: rows, whose they are, what is booked from them, and what is told. */
export async function keepSheet(writer: Writer, sheet: Sheet, now: Date, after: readonly AfterMirror[]): Promise<Kept> {
  const links = await linkCustomers(writer, sheet);
  const supplierOf = (customerId: string | null) => supplierIn(sheet, customerId);
  const standing = [
    ...new Set([...ownersOf(sheet, nounsOfStanding), ...sheet.states.map(({ customerId }) => customerId)]),
  ];
  await lockStandings(
    writer,
    standing,
    links.map(({ supplierId }) => supplierId),
  );
  for (const noun of nounsInOrder) await keep(writer, sheet, noun, now);
  await dropChildren(writer, sheet);
  await passOn(writer, links);
  const changed = changesOn(sheet, now);
  await followDebts(writer, changed);
  await keepStates(writer, sheet.states);
  await refreshStanding(writer, standing, now);
  await closeShownRequests(
    writer,
    changed.rows('subscriptions').map(({ id }) => id),
    { now: () => now },
  );
  for (const then of after) await then(writer, changed);
  await tell(writer, [...sheet.facts, ...tellOfChanges(sheet)], supplierOf);
  await markForRecompute(writer, 'health', touchedSuppliers(changed.customerIds, supplierOf));
  return { supplierOf };
}

/** One order for everyone, so that transactions that overlap never wait for each other in a circle. */
const nounsInOrder: readonly MirrorNoun[] = [
  'products',
  'prices',
  'coupons',
  'customers',
  'paymentMethods',
  'subscriptions',
  'subscriptionItems',
  'discounts',
  'invoices',
  'invoiceLines',
  'invoicePayments',
  'paymentIntents',
  'charges',
  'refunds',
  'disputes',
  'payouts',
  'balanceTransactions',
  'creditNotes',
  'customerBalanceTransactions',
];

/** Customers take the supplier their external id names, when it is here. */
async function linkCustomers(writer: Writer, sheet: Sheet): Promise<NewLink[]> {
  const waiting = [...sheet.written.customers.values()].filter(
    ({ row }) => row.supplierId === null && row.supplierExternalId !== null,
  );
  const suppliers = await suppliersByExternalId(
    writer,
    waiting.flatMap(({ row }) => row.supplierExternalId ?? []),
  );
  return waiting.flatMap(({ row, raw }) => {
    const supplierId = suppliers.get(row.supplierExternalId ?? '');
    if (supplierId === undefined) return [];
    sheet.put('customers', { ...row, supplierId }, raw);
    return [{ customerId: row.id, supplierId }];
  });
}

function supplierIn(sheet: Sheet, customerId: string | null): string | null {
  return customerId === null ? null : (sheet.row('customers', customerId)?.supplierId ?? null);
}

async function keep<Noun extends MirrorNoun>(writer: Writer, sheet: Sheet, noun: Noun, now: Date): Promise<void> {
  for (const { row, raw } of sheet.written[noun].values()) {
    if (!('customerId' in row) || typeof row.customerId !== 'string') continue;
    const supplierId = supplierIn(sheet, row.customerId);
    if (supplierId !== null) sheet.put(noun, { ...row, supplierId }, raw);
  }
  await keepRows(writer, noun, [...sheet.written[noun].values()], now);
}

async function dropChildren(writer: Writer, sheet: Sheet): Promise<void> {
  const items = [...sheet.written.subscriptionItems.keys()];
  const lines = [...sheet.written.invoiceLines.keys()];
  const parents = (noun: 'subscriptionItems' | 'invoiceLines') => [...(sheet.parents.get(noun) ?? [])];
  await dropOtherChildren(writer, 'subscriptionItems', 'subscriptionId', parents('subscriptionItems'), items);
  await dropOtherChildren(writer, 'invoiceLines', 'invoiceId', parents('invoiceLines'), lines);
}

function changesOn(sheet: Sheet, now: Date): Changed {
  return {
    rows: (noun) => [...sheet.written[noun].values()].map(({ row }) => row),
    customerIds: ownersOf(sheet, nounsInOrder),
    states: sheet.states,
    now,
  };
}

/** What MRR, plan and lifecycle depend on. */
const nounsOfStanding: readonly MirrorNoun[] = [
  'customers',
  'subscriptions',
  'subscriptionItems',
  'discounts',
  'invoices',
];

/** The customers whose rows of these nouns were written, in order. */
function ownersOf(sheet: Sheet, nouns: readonly MirrorNoun[]): string[] {
  const owners = new Set<string>(nouns.includes('customers') ? sheet.written.customers.keys() : []);
  for (const noun of nouns)
    for (const { row } of sheet.written[noun].values())
      if ('customerId' in row && row.customerId !== null) owners.add(row.customerId);
  return [...owners].sort();
}

async function tell(writer: Writer, facts: readonly Fact[], supplierOf: Kept['supplierOf']): Promise<void> {
  await emitEvents(
    writer,
    facts.map(({ customerId, timeline: _toldApart, ...fact }) => ({ ...fact, supplierId: supplierOf(customerId) })),
  );
  await addTimelineEntries(
    writer,
    facts.flatMap((fact) => timelineEntryOf(fact, supplierOf(fact.customerId)) ?? []),
  );
}

function touchedSuppliers(customerIds: readonly string[], supplierOf: Kept['supplierOf']): string[] {
  return customerIds.flatMap((customerId) => supplierOf(customerId) ?? []);
}
