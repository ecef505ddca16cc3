import { bookingDay, type BookedEntry, type JournalEntry, type SourceKind } from '@wedsync/domain/revenue';
import { grouped } from '@wedsync/domain/platform';
import { lockShared, type Reader, type Writer } from '../platform/index.ts';

/** The last day of the closed period; null while nothing is closed. */
export async function closedThrough(reader: Reader): Promise<string | null> {
  const found: { rows: { day: string | null }[] } = await reader.sql.raw(
    'select max(closed_through) as day from period_locks',
  );
  return found.rows[0]?.day ?? null;
}

/** What is in the journal of these sources, by source. */
export async function bookedEntries(
  { sql }: Reader,
  kinds: readonly SourceKind[],
  sourceIds: readonly string[],
): Promise<Map<string, BookedEntry[]>> {
  if (sourceIds.length === 0) return new Map();
  const found: { rows: (BookedEntry & { readonly sourceId: string })[] } = await sql.raw(
    `select e.source_id as "sourceId", e.source_kind as "sourceKind", e.revision,
       jsonb_agg(jsonb_build_object('account', p.account, 'currency', p.currency, 'amountMinor', p.amount_minor)) as postings
     from journal_entries e join postings p on p.entry_id = e.id where e.source_kind = any(?) and e.source_id = any(?) group by e.id`,
    [[...kinds], [...sourceIds]],
  );
  return grouped(found.rows, ({ sourceId }) => sourceId);
}

/**
 * Books entries whose natural key is new; those booked before are left alone, so deriving them again costs nothing.
 * What belongs to a closed period is booked on the next open day, with a note.
 * @returns how many were new
 */
export async function bookEntries(writer: Writer, entries: readonly JournalEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  // Taken before reading how far the books are closed: closing waits for it.
  await lockShared(writer, 'books');
  const closed = await closedThrough(writer);
  const rows = entries.map(({ occurredAt, postings, ...entry }) => ({
    ...entry,
    occurredAt,
    ...bookingDay(occurredAt, closed),
    postings,
  }));
  const booked: { rows: { booked: number }[] } = await writer.sql.raw(bookingStatement, [JSON.stringify(rows)]);
  return booked.rows[0]?.booked ?? 0;
}

const bookingStatement = `
with given as (
  select * from jsonb_to_recordset(?::jsonb) as e ("sourceKind" text, "sourceId" text, revision int, provider text, "customerId" text, "supplierId" text,
    description text, note text, "occurredAt" timestamptz, "bookedOn" date, "reversesSourceKind" text, postings jsonb)
), booked as (
  insert into journal_entries (source_kind, source_id, revision, provider, customer_id, supplier_id, description, note, occurred_at, booked_on, reverses_source_kind)
  select "sourceKind", "sourceId", revision, provider, "customerId", "supplierId", description, note, "occurredAt", "bookedOn", "reversesSourceKind"
    from given order by "occurredAt", "sourceKind", "sourceId"
  on conflict (source_kind, source_id, revision) do nothing
  returning id, source_kind, source_id, revision
), posted as (
  insert into postings (entry_id, account, currency, amount_minor)
  select b.id, p.account, p.currency, p."amountMinor"
    from booked b join given g on g."sourceKind" = b.source_kind and g."sourceId" = b.source_id and g.revision = b.revision,
      jsonb_to_recordset(g.postings) as p (account text, currency text, "amountMinor" bigint)
)
select count(*)::int as booked from booked`;

/** Closes the books through a day; from then on nothing is booked on it or before. @throws when they are closed through it already */
export async function closePeriod(writer: Writer, through: string, note: string): Promise<void> {
  await writer.sql('period_locks').insert({ closed_through: through, note });
}
