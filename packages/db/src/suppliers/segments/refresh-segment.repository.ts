import type { SegmentRule } from '@wedsync/domain/suppliers';
import { emitEvents, type Reader, type SuccessEvent, type Writer } from '../../platform/index.ts';
import type { Fragment } from './compile-rule.ts';

export type SegmentToRefresh = {
  readonly id: string;
  readonly name: string;
  readonly rule: SegmentRule;
  /** Never refreshed, or refreshed with another rule. */
  readonly ruleIsNew: boolean;
};

/** Ids of the segments that are kept up to date, the longest unrefreshed first. */
export async function segmentsToRefresh({ sql }: Reader): Promise<readonly string[]> {
  const rows: { id: string }[] = await sql('segments')
    .where({ archived: false })
    .orderByRaw('refreshed_at nulls first')
    .select('id');
  return rows.map(({ id }) => id);
}

/** One segment, held so that nobody refreshes it at the same time; undefined when it is gone or archived. */
export async function lockSegment({ sql }: Writer, id: string): Promise<SegmentToRefresh | undefined> {
  return sql('segments')
    .where({ id, archived: false })
    .forUpdate()
    .first('id', 'name', 'rule', { ruleIsNew: sql.raw('refreshed_rule is distinct from rule') });
}

export type Refreshed = { readonly size: number; readonly entered: number; readonly left: number };
type Change = 'entered' | 'left';
type Move = { readonly change: Change; readonly supplierId: string; readonly businessName: string };
type Moves = Readonly<Record<Change, readonly string[]>>;

/** A night may move a great part of the house; they are told some at a time. */
const toldAtOnce = 2_000;

/**
 * Writes down who is in a segment now, all in one statement. Suppliers whom facts moved are told to the house one by one; whom a person moved by
 * writing the rule, only as a number: nothing happened to them.
 */
export async function refreshSegment(
  writer: Writer,
  segment: SegmentToRefresh,
  condition: Fragment,
  now: Date,
): Promise<Refreshed> {
  const { sql } = writer;
  const at = now.toISOString();
  const tell = !segment.ruleIsNew;
  const result: { rows: (Refreshed & { moves: Moves })[] } = await sql.raw(
    refreshSql.replace('%condition%', () => condition.sql),
    [...condition.bindings, segment.id, at, segment.id, at, tell, tell],
  );
  const { size = 0, entered = 0, left = 0, moves = { entered: [], left: [] } } = result.rows[0] ?? {};
  await sql('segments')
    .where({ id: segment.id })
    .update({ size, refreshed_at: at, refreshed_rule: sql.ref('rule'), trouble: null });
  await noteSize(writer, segment.id, { size, entered, left }, at);
  if (tell)
    for (const change of ['entered', 'left'] as const) await tellMoves(writer, segment, change, moves[change], now);
  else await emitEvents(writer, [rewritten(segment, { size, entered, left }, now)]);
  return { size, entered, left };
}

async function tellMoves(
  writer: Writer,
  segment: SegmentToRefresh,
  change: Change,
  supplierIds: readonly string[],
  now: Date,
): Promise<void> {
  for (let from = 0; from < supplierIds.length; from += toldAtOnce) {
    const moves: Move[] = await writer
      .sql('suppliers')
      .whereRaw('id = any(?)', [supplierIds.slice(from, from + toldAtOnce)])
      .orderBy('id')
      .select({ supplierId: 'id', businessName: 'business_name', change: writer.sql.raw('?::text', [change]) });
    await emitEvents(
      writer,
      moves.map((move) => moved(segment, move, now)),
    );
  }
}

/** The rule cannot be worked out any more; its members stay as they were until somebody changes it. */
export async function noteSegmentTrouble({ sql }: Writer, id: string, trouble: string): Promise<void> {
  await sql('segments').where({ id }).update({ trouble });
}

/** A full join is never done row by row, whatever the planner thinks it knows of a table that has just been filled. */
const refreshSql = `
with inside as materialized (select s.id from suppliers s where %condition%),
moved as materialized (
  select i.id as comes, m.id as goes from inside i
  full join (select id, supplier_id from segment_memberships where segment_id = ? and left_at is null) m on m.supplier_id = i.id
  where i.id is null or m.id is null
),
gone as (
  update segment_memberships m set left_at = ?::timestamptz from moved where m.id = moved.goes returning m.supplier_id
),
come as (
  insert into segment_memberships (segment_id, supplier_id, entered_at)
  select ?, comes, ?::timestamptz from moved where comes is not null order by comes returning supplier_id
)
select (select count(*) from inside)::int as size, (select count(*) from come)::int as entered, (select count(*) from gone)::int as left, json_build_object(
  'entered', array(select supplier_id from come where ?::boolean order by 1), 'left', array(select supplier_id from gone where ?::boolean order by 1)
) as moves`;

/** A size is kept when it changed, and once a day when it did not, so that a quiet segment has a line too. */
async function noteSize(
  { sql }: Writer,
  segmentId: string,
  { size, entered, left }: Refreshed,
  at: string,
): Promise<void> {
  await sql.raw(
    `insert into segment_sizes (segment_id, at, size, entered, "left") select ?, ?, ?, ?, ?
     where ?::int + ?::int > 0 or not exists (select 1 from segment_sizes z where z.segment_id = ? and z.at > ?::timestamptz - interval '1 day')
     on conflict (segment_id, at) do nothing`,
    [segmentId, at, size, entered, left, entered, left, segmentId, at],
  );
}

function moved({ id, name }: SegmentToRefresh, { change, supplierId, businessName }: Move, now: Date): SuccessEvent {
  return {
    type: `segment.${change}`,
    supplierId,
    resource: 'segments',
    resourceId: id,
    summary: `${businessName} ${change} ${name}`,
    payload: { segmentId: id, segmentName: name },
    occurredAt: now,
  };
}

function rewritten({ id, name }: SegmentToRefresh, figures: Refreshed, now: Date): SuccessEvent {
  return {
    type: 'segment.rewritten',
    supplierId: null,
    resource: 'segments',
    resourceId: id,
    summary: `${name} has a new rule`,
    payload: { segmentId: id, segmentName: name, ...figures },
    occurredAt: now,
  };
}
