import type { Writer } from '../platform/index.ts';

/** One line of a supplier's story. `source` and `sourceId` together name the fact it tells: the same fact is told once. */
export type NewTimelineEntry = {
  readonly supplierId: string;
  readonly at: Date;
  /** What it is about, such as "payment", "refund", "note", "task", "health", "message". */
  readonly kind: string;
  readonly actorName: string;
  readonly title: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Where the provider or this application shows more of it. */
  readonly link?: string | null;
  readonly source: string;
  readonly sourceId: string;
};

/** Tells a fact on the supplier's timeline. @returns false when it was told before */
export async function addTimelineEntry(writer: Writer, entry: NewTimelineEntry): Promise<boolean> {
  return (await addTimelineEntries(writer, [entry])) === 1;
}

/** Tells many facts at once. @returns how many were new */
export async function addTimelineEntries(writer: Writer, entries: readonly NewTimelineEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = entries.map((entry) => ({
    supplier_id: entry.supplierId,
    at: entry.at.toISOString(),
    kind: entry.kind,
    actor_name: entry.actorName,
    title: entry.title,
    detail: entry.detail ?? {},
    link: entry.link ?? null,
    source: entry.source,
    source_id: entry.sourceId,
  }));
  const added: { rowCount: number } = await writer.sql.raw(
    `insert into timeline_entries (supplier_id, at, kind, actor_name, title, detail, link, source, source_id)
     select supplier_id, at, kind, actor_name, title, detail, link, source, source_id
       from jsonb_to_recordset(?::jsonb) as entry (supplier_id text, at timestamptz, kind text, actor_name text, title text, detail jsonb, link text, source text, source_id text)
     on conflict (source, source_id) do nothing`,
    [JSON.stringify(rows)],
  );
  return added.rowCount;
}
