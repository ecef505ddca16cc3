import type { MirrorNoun, MirrorRows } from '@wedsync/domain/billing';
import type { Reader, Writer } from '../platform/index.ts';
import { mirrorTables, snake } from './mirror-tables.ts';

/** A row to keep, with the provider's own words beside it. */
export type RowToKeep<Noun extends MirrorNoun> = { readonly row: MirrorRows[Noun]; readonly raw: unknown };

/** The mirrored rows with these ids, by id. */
export async function mirroredRows<Noun extends MirrorNoun>(
  reader: Reader,
  noun: Noun,
  ids: readonly string[],
): Promise<Map<string, MirrorRows[Noun]>> {
  return byId(await rowsWhere(reader, noun, 'id', ids));
}

/** The mirrored rows whose column has one of the values. */
export async function rowsWhere<Noun extends MirrorNoun>(
  reader: Reader,
  noun: Noun,
  column: keyof MirrorRows[Noun] & string,
  values: readonly string[],
): Promise<MirrorRows[Noun][]> {
  if (values.length === 0) return [];
  const { table, columns } = mirrorTables[noun];
  const list = columns.map((name) => `"${snake(name)}" as "${name}"`).join(', ');
  const found: { rows: MirrorRows[Noun][] } = await reader.sql.raw(`select ${list} from ${table} where ?? = any(?)`, [
    snake(column),
    [...values],
  ]);
  return found.rows;
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Writes rows of one noun in one statement. The caller has decided who is newest; the guard only stops a writer that did not see the other.
 */
export async function keepRows<Noun extends MirrorNoun>(
  writer: Writer,
  noun: Noun,
  kept: readonly RowToKeep<Noun>[],
  mirroredAt: Date,
): Promise<void> {
  if (kept.length === 0) return;
  const { table, columns } = mirrorTables[noun];
  const names = [...columns.map(snake), 'raw', 'mirrored_at'];
  const updates = names.filter((name) => !['id', 'raw'].includes(name)).map((name) => `"${name}" = excluded."${name}"`);
  // Whoever changes a row without the provider's words leaves those that are there.
  updates.push(`raw = case when excluded.raw = '{}'::jsonb then ${table}.raw else excluded.raw end`);
  const list = names.map((name) => `"${name}"`).join(', ');
  // One order for everyone: writers that overlap wait for each other instead of deadlocking.
  const sorted = kept.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1));
  const rows = sorted.map(({ row, raw }) => ({ ...snakeKeys(row), raw, mirrored_at: mirroredAt }));
  await writer.sql.raw(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ?::jsonb)
     on conflict (id) do update set ${updates.join(', ')}
     where coalesce(excluded.fetched_at, excluded.as_of) >= ${table}.as_of or excluded.fetched_at is not null`,
    [storableJson(rows)],
  );
}

function snakeKeys(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]));
}

/** PostgreSQL's text has no NUL and no half surrogate pair (the only ones JSON.stringify writes as escapes); a provider may send one in a name. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/\\u(0000|d[89a-f][0-9a-f]{2})/g, '\\ufffd');
}

/** Removes children (items, lines) that their parent no longer has. */
export async function dropOtherChildren(
  writer: Writer,
  noun: 'subscriptionItems' | 'invoiceLines',
  parentColumn: 'subscriptionId' | 'invoiceId',
  parents: readonly string[],
  kept: readonly string[],
): Promise<void> {
  if (parents.length === 0) return;
  await writer
    .sql(mirrorTables[noun].table)
    .whereRaw('?? = any(?)', [snake(parentColumn), [...parents]])
    .whereRaw('id <> all(?)', [[...kept]])
    .delete();
}

/** What is known of the freshness of objects, to decide what must be asked for again. */
export type Freshness = { readonly asOf: Date; readonly fetchedAt: Date | null; readonly deletedAt: Date | null };

export async function freshnessOf(
  reader: Reader,
  noun: MirrorNoun,
  ids: readonly string[],
): Promise<Map<string, Freshness>> {
  if (ids.length === 0) return new Map();
  const rows: (Freshness & { id: string })[] = await reader
    .sql(mirrorTables[noun].table)
    .select({ id: 'id', asOf: 'as_of', fetchedAt: 'fetched_at', deletedAt: 'deleted_at' })
    .whereRaw('id = any(?)', [[...ids]]);
  return byId(rows);
}

/** Which of these are mirrored. */
export async function mirroredIds(reader: Reader, noun: MirrorNoun, ids: readonly string[]): Promise<Set<string>> {
  const rows: { id: string }[] = await reader
    .sql(mirrorTables[noun].table)
    .select('id')
    .whereRaw('id = any(?)', [[...ids]]);
  return new Set(rows.map(({ id }) => id));
}

/** Payouts the provider has reconciled whose movements nobody has asked for yet, oldest first. */
export async function payoutsToMatch({ sql }: Reader, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await sql('payouts as p')
    .select('p.id')
    .where({ reconciliation_status: 'completed' })
    .whereNotExists(sql('balance_transactions as t').whereRaw('t.payout_id = p.id'))
    .orderBy('p.created_at')
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Payouts whose day of arrival is past without our having heard that they arrived, and which nobody has asked for in the last hours, oldest first. */
export async function payoutsOverdue({ sql }: Reader, now: Date, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await sql('payouts as p')
    .select('p.id')
    .where({ provider: 'stripe' })
    .where(
      (missing) => void missing.whereIn('status', ['pending', 'in_transit']).orWhere({ status: 'paid', paid_at: null }),
    )
    .whereRaw(`p.arrival_date < (?::timestamptz - interval '1 day')::date`, [now])
    .whereRaw(`coalesce(p.fetched_at, '-infinity') < ?::timestamptz - interval '6 hours'`, [now])
    .orderBy('p.created_at')
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Records which movements a payout carried; its own movement is one of them, so a matched payout is never empty. */
export async function assignToPayout({ sql }: Writer, payoutId: string, ids: readonly string[]): Promise<void> {
  await sql.raw(
    `update balance_transactions t set payout_id = p.id from payouts p
      where p.id = ? and (t.id = any(?) or t.id = p.balance_transaction_id)`,
    [payoutId, [...ids]],
  );
}

/** Movements become available by the passing of time; no event says so. @returns how many did now */
export async function settleMovements({ sql }: Writer, now: Date): Promise<number> {
  return sql('balance_transactions')
    .where({ status: 'pending' })
    .where('available_on', '<=', now)
    .update({ status: 'available' });
}
