import type { TakenReading } from '@wedsync/domain/operations';
import type { Reader, Writer } from '../../platform/index.ts';

/** One line that is judged: a monitor, or one of several it looks at. */
export type Line = { readonly monitor: string; readonly subject: string };

/** Lines with a reading since an instant. */
export async function linesReadSince({ sql }: Reader, since: Date): Promise<Line[]> {
  return sql('monitor_readings').where('taken_at', '>', since).distinct('monitor', 'subject');
}

/** The last readings of each line, newest first; those of line n are at n. */
export async function lastReadings(
  { sql }: Reader,
  lines: readonly (Line & { readonly limit: number })[],
): Promise<TakenReading[][]> {
  const { rows }: { rows: (TakenReading & { place: number })[] } = await sql.raw(
    `select l.place::int - 1 as place, r.value, r.sample, r.note, r.taken_at as "takenAt"
     from rows from (jsonb_to_recordset(?::jsonb) as (monitor text, subject text, "limit" int)) with ordinality as l (monitor, subject, "limit", place)
     join lateral (select * from monitor_readings m where m.monitor = l.monitor and m.subject = l.subject order by m.taken_at desc limit l."limit") r on true
     order by l.place, r.taken_at desc`,
    [JSON.stringify(lines)],
  );
  const byLine: TakenReading[][] = lines.map(() => []);
  for (const { place, ...reading } of rows) byLine[place]?.push(reading);
  return byLine;
}

/** Lets go of readings of some monitors that are older than is kept. @returns how many, at most `limit` */
export async function pruneReadings(
  { sql }: Writer,
  { monitors, before, limit }: { readonly monitors: readonly string[]; readonly before: Date; readonly limit: number },
): Promise<number> {
  const old = sql('monitor_readings')
    .whereIn('monitor', [...monitors])
    .where('taken_at', '<', before)
    .limit(limit)
    .select('id');
  return sql('monitor_readings').whereIn('id', old).delete();
}
