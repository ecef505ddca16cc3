import { mirroredRows } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import type { MirrorNoun } from '@wedsync/domain/billing';
import type { Sighted } from './book.ts';
import { handlers } from './handlers.ts';
import type { ObjectName } from './object-name.ts';
import type { RowName } from './row-name.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { parentsOf, type WorkItem } from './work-item.ts';

/** A sheet with every row these events and sightings may touch or ask about. */
export async function fillSheet(
  reader: Reader,
  items: readonly WorkItem[],
  sighted: readonly Sighted[],
  besides: readonly RowName[] = [],
): Promise<Sheet> {
  const sheet = createSheet();
  const ids = new Map<MirrorNoun, Set<string>>();
  const want = (noun: MirrorNoun | null, id: string) => {
    if (noun === null) return;
    const known = ids.get(noun);
    if (known === undefined) ids.set(noun, new Set([id]));
    else known.add(id);
  };
  for (const { name, id } of [...items.flatMap(namesIn), ...sighted, ...sighted.flatMap(({ parents }) => parents)])
    want(handlers[name].noun, id);
  for (const { noun, id } of [...sighted.flatMap(touchedBy), ...besides]) want(noun, id);
  const customers = new Set([...(ids.get('customers') ?? []), ...owners(items, sighted)]);
  for (const [noun, own] of ids) {
    if (noun === 'customers') continue;
    for (const owner of await load(reader, sheet, noun, [...own])) customers.add(owner);
  }
  await load(reader, sheet, 'customers', [...customers]);
  return sheet;
}

/** Whose the objects say they are: a row that is not mirrored yet cannot be asked. */
function owners(items: readonly WorkItem[], sighted: readonly Sighted[]): string[] {
  const objects = [...items, ...sighted.map(({ name, seen: { object } }) => ({ name, object }))];
  return objects.flatMap(({ name, object }) => handlers[name].customerOf?.(object) ?? []);
}

/** @returns the customers the rows belong to */
async function load<Noun extends MirrorNoun>(
  reader: Reader,
  sheet: Sheet,
  noun: Noun,
  ids: readonly string[],
): Promise<string[]> {
  const rows = [...(await mirroredRows(reader, noun, ids)).values()];
  sheet.load(noun, rows);
  return rows.flatMap((row) => ('customerId' in row && typeof row.customerId === 'string' ? row.customerId : []));
}

function namesIn({ name, objectId, object }: WorkItem): ObjectName[] {
  return [...(objectId === null ? [] : [{ name, id: objectId }]), ...parentsOf(name, object)];
}

function touchedBy({ name, seen }: Sighted): readonly RowName[] {
  return handlers[name].touches?.(seen.object) ?? nestedIn(seen.object);
}

/** Objects that come inside others and are rows of their own, by what Stripe calls them. */
const nestedNouns: Readonly<Record<string, MirrorNoun>> = {
  balance_transaction: 'balanceTransactions',
  discount: 'discounts',
  coupon: 'coupons',
  invoice_payment: 'invoicePayments',
};
const nestingFields = [
  'balance_transaction',
  'failure_balance_transaction',
  'balance_transactions',
  'discounts',
  'source',
  'coupon',
  'payments',
  'data',
];

function nestedIn(object: unknown): RowName[] {
  if (typeof object !== 'object' || object === null) return [];
  return nestingFields.flatMap((field) => {
    const inside: unknown = Reflect.get(object, field);
    return (Array.isArray(inside) ? inside : [inside]).flatMap((one) => [...rowOf(one), ...nestedIn(one)]);
  });
}

function rowOf(value: unknown): RowName[] {
  if (typeof value !== 'object' || value === null || !('object' in value) || !('id' in value)) return [];
  const noun = typeof value.object === 'string' ? nestedNouns[value.object] : undefined;
  return noun === undefined || typeof value.id !== 'string' ? [] : [{ noun, id: value.id }];
}
