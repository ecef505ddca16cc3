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
type Move = { readonly change: 'entered' | 'left'; readonly supplierId: string; readonly businessName: string };

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
  const result: { rows: (Refreshed & { moves: Move[] })[] } = await sql.raw(
    refreshSql.replace('%condition%', () => condition.sql),
    [...condition.bindings, at, segment.id, segment.id, at, segment.id, tell, tell],
  );
  const { size = 0, entered = 0, left = 0, moves = [] } = result.rows[0] ?? {};
  await sql('segments')
    .where({ id: segment.id })
    .update({ size, refreshed_at: at, refreshed_rule: sql.ref('rule'), trouble: null });
  await noteSize(writer, segment.id, { size, entered, left }, at);
  await emitEvents(
    writer,
    tell ? moves.map((move) => moved(segment, move, now)) : [rewritten(segment, { size, entered, left }, now)],
  );
  return { size, entered, left };
}

/** The rule cannot be worked out any more; its members stay as they were until somebody changes it. */
export async function noteSegmentTrouble({ sql }: Writer, id: string, trouble: string): Promise<void> {
  await sql('segments').where({ id }).update({ trouble });
}

const refreshSql = `
with inside as materialized (select s.id from suppliers s where %condition%),
gone as (
  update segment_memberships m set left_at = ?::timestamptz
  where m.segment_id = ? and m.left_at is null and not exists (select 1 from inside i where i.id = m.supplier_id) returning m.supplier_id
),
come as (
  insert into segment_memberships (segment_id, supplier_id, entered_at)
  select ?, i.id, ?::timestamptz from inside i
  where not exists (select 1 from segment_memberships m where m.segment_id = ? and m.supplier_id = i.id and m.left_at is null)
  returning supplier_id
)
select (select count(*) from inside)::int as size, (select count(*) from come)::int as entered, (select count(*) from gone)::int as left, (
  select coalesce(json_agg(json_build_object('change', v.change, 'supplierId', v.supplier_id, 'businessName', s.business_name) order by s.id), '[]') from (
    select 'entered' as change, supplier_id from come where ?::boolean union all select 'left', supplier_id from gone where ?::boolean
  ) v join suppliers s on s.id = v.supplier_id
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
