import type { BulkRun, BulkRunFilter, BulkTarget } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { sightOf, withinSight, type Sight } from './sight.ts';

/** @param resources those whose runs the reader sees besides own ones; null for all */
export function listBulkRuns(
  reader: Reader,
  { filter, ...query }: ListQuery<BulkRunFilter>,
  resources: readonly string[] | null,
): Promise<Page<BulkRun>> {
  const { mine, ...rest } = filter;
  const own = mine === true ? { by: reader.actor.id } : {};
  return listPage(reader, spec, { ...query, filter: { ...rest, ...own, ...sightOf(reader, resources) } });
}

export async function findBulkRun(reader: Reader, id: string): Promise<BulkRun | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** What became of the records of a bulk run, in the order they were found, after a position. */
export async function listBulkTargets(
  { sql }: Reader,
  bulkRunId: string,
  { after, limit, states }: { readonly after: number; readonly limit: number; readonly states?: readonly string[] },
): Promise<BulkTarget[]> {
  return sql('bulk_run_targets')
    .where({ bulk_run_id: bulkRunId })
    .where('position', '>', after)
    .modify((query) => void (states === undefined ? query : query.whereIn('state', [...states])))
    .orderBy('position')
    .limit(limit)
    .select('position', 'label', 'state', 'why', { targetId: 'target_id', supplierId: 'supplier_id', runId: 'run_id' });
}

type Filter = Omit<BulkRunFilter, 'mine'> & { readonly by?: string; readonly sight?: Sight };

const spec: ListSpec<BulkRun, Filter> = {
  resource: 'bulk-runs',
  keys: ({ sql }) => sql('bulk_runs as b'),
  idColumn: 'b.id',
  sorts: { id: 'b.id', requestedAt: 'b.requested_at' },
  defaultSort: { field: 'requestedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('b.id', [...ids]),
    state: (query, states) => void query.whereIn('b.state', [...states]),
    resource: (query, resource) => void query.where('b.resource', resource),
    by: (query, staffId) => void query.where('b.requested_by', staffId),
    sight: (query, sight) => withinSight(query, 'b', sight),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

const counts = `(select coalesce(jsonb_object_agg(t.state, t.n), '{}') from (select state, count(*)::int as n from bulk_run_targets where bulk_run_id = b.id group by state) t)`;
const amounts = `(select coalesce(jsonb_agg(jsonb_build_object('amountMinor', t.amount, 'currency', t.currency) order by t.currency), '[]') from (
  select currency, sum(amount_minor) as amount from bulk_run_targets where bulk_run_id = b.id and currency is not null group by currency) t)`;
const waitingEach = `(select count(*)::int from bulk_run_targets where bulk_run_id = b.id and waits)`;
const refusals = `(select coalesce(jsonb_agg(jsonb_build_object('why', t.why, 'count', t.n)), '[]') from (
  select why, count(*)::int as n from bulk_run_targets where bulk_run_id = b.id and state in ('refused', 'failed') and why is not null group by why order by n desc, why limit 5) t)`;

type Found = Omit<BulkRun, 'secondPerson'> & { readonly sendsMail: boolean };

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<BulkRun[]> {
  const rows: Found[] = await sql('bulk_runs as b')
    .whereIn('b.id', [...ids])
    .select(
      'b.id',
      'b.action',
      'b.title',
      'b.resource',
      'b.input',
      'b.filter',
      'b.reason',
      'b.state',
      'b.total',
      'b.error',
      'b.version',
      {
        sendsMail: 'b.sends_mail',
        counts: sql.raw(counts),
        amounts: sql.raw(amounts),
        waitingEach: sql.raw(waitingEach),
        refusals: sql.raw(refusals),
        requestedBy: 'b.requested_by',
        requestedByName: 'b.requested_by_name',
        requestedAt: isoInstant(sql, 'b.requested_at'),
        checkedAt: isoInstant(sql, 'b.checked_at'),
        startedAt: isoInstant(sql, 'b.started_at'),
        finishedAt: isoInstant(sql, 'b.finished_at'),
      },
    );
  return rows.map(({ sendsMail, ...row }) => ({ ...row, secondPerson: whySecondPerson(sendsMail, row) }));
}

function whySecondPerson(sendsMail: boolean, { amounts: moved }: Pick<BulkRun, 'amounts'>): string | null {
  if (moved.length > 0) return 'It moves money of many customers at once';
  return sendsMail ? 'It writes to many customers at once' : null;
}
