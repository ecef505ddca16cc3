import type { MalformedEvent, MalformedEventFilter } from '@wedsync/domain/connectors';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** Faults of product events, each with how often it was met; the one met last first. */
export function listMalformedEvents(
  reader: Reader,
  query: ListQuery<MalformedEventFilter>,
): Promise<Page<MalformedEvent>> {
  return listPage(reader, spec, query);
}

/** One fault with its latest examples. */
export async function findMalformedEvent(reader: Reader, id: string): Promise<MalformedEvent | undefined> {
  const [fault] = await hydrate(reader, [id]);
  if (fault === undefined) return undefined;
  const examples: { rows: { row: NonNullable<MalformedEvent['examples']>[number] }[] } = await reader.sql.raw(
    `select to_json(r) as row from (
       select payload, request_id as "requestId", times, last_received_at as "lastReceivedAt" from product_event_dead_letters
       where ${fingerprint} = ? order by last_received_at desc limit ?) r`,
    [id, maxExamples],
  );
  return { ...fault, examples: examples.rows.map(({ row }) => row) };
}

const maxExamples = 5;
const fingerprint = 'md5(reason::text)';
const faults = `(select ${fingerprint} as id, reason, sum(times) as times, max(last_received_at) as last_received_at
  from product_event_dead_letters group by reason) as e`;

const spec: ListSpec<MalformedEvent, MalformedEventFilter> = {
  resource: 'malformed-events',
  keys: ({ sql }) => sql.from(sql.raw(faults)),
  idColumn: 'e.id',
  sorts: { lastReceivedAt: 'e.last_received_at', times: 'e.times' },
  defaultSort: { field: 'lastReceivedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereRaw('e.id = any(?)', [ids]),
    field: (query, fields) =>
      query.whereRaw(
        `exists (select from jsonb_object_keys(e.reason) as path where split_part(path, '.', 1) = any(?))`,
        [fields],
      ),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<MalformedEvent[]> {
  const result: { rows: { row: MalformedEvent }[] } = await reader.sql.raw(
    `select to_json(r) as row from (
       select ${fingerprint} as id, reason as errors, sum(times)::int as times, count(*)::int as kept,
         min(received_at) as "firstReceivedAt", max(last_received_at) as "lastReceivedAt"
       from product_event_dead_letters where ${fingerprint} = any(?) group by reason) r`,
    [ids.map(String)],
  );
  return result.rows.map(({ row }) => row);
}
