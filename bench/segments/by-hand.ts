import type { Knex } from 'knex';

/** What a builder of rules shows: how many, of how many, and the first eight by name. */
export async function previewByHand(sql: Knex, condition: string): Promise<number> {
  const [counted]: { count: string }[] = await sql('suppliers as s').whereRaw(condition).count({ count: '*' });
  await sql('suppliers').count();
  await sql('suppliers as s')
    .whereRaw(condition)
    .orderByRaw('s.sort_name, s.row_no')
    .limit(8)
    .select('s.id', 's.business_name');
  return Number(counted?.count);
}

/** The first page of its members and how many there are. */
export async function pageByHand(sql: Knex, segmentId: string): Promise<void> {
  const members = `s.id in (select supplier_id from segment_memberships where segment_id = ? and left_at is null)`;
  await sql.raw(`select count(*) from suppliers s where ${members}`, [segmentId]);
  await sql.raw(
    `select s.*, o.name from suppliers s left join staff o on o.id = s.owner_id where ${members} order by s.sort_name, s.row_no limit 25`,
    [segmentId],
  );
}

/**
 * Who came and who went, kept and told, inside PostgreSQL alone: the same rows as the product's. Rolled back, so that the product starts from where this did.
 */
export async function refreshByHand(owner: Knex, segmentId: string, condition: string, tell: boolean): Promise<number> {
  const sql = await owner.transaction();
  try {
    const started = performance.now();
    await sql.raw('set local statement_timeout = 0');
    await sql.raw(`create temp table inside on commit drop as select s.id from suppliers s where ${condition}`);
    await sql.raw('create temp table moved (id text, change text) on commit drop');
    await sql.raw('analyze inside');
    await sql.raw(
      `with gone as (update segment_memberships m set left_at = now() where segment_id = :segmentId and left_at is null
         and not exists (select from inside i where i.id = m.supplier_id) returning supplier_id) insert into moved select supplier_id, 'left' from gone`,
      { segmentId },
    );
    await sql.raw(
      `with come as (insert into segment_memberships (segment_id, supplier_id, entered_at) select :segmentId, id, now() from inside i
         where not exists (select from segment_memberships m where m.segment_id = :segmentId and m.supplier_id = i.id and m.left_at is null) returning supplier_id)
       insert into moved select supplier_id, 'entered' from come`,
      { segmentId },
    );
    if (tell)
      await sql.raw(
        `insert into success_events (type, supplier_id, resource, resource_id, summary, payload, occurred_at)
         select 'segment.' || m.change, s.id, 'segments', :segmentId, s.business_name || ' ' || m.change, jsonb_build_object('segmentId', :segmentId::text, 'segmentName', 'bench'), now()
         from moved m join suppliers s on s.id = m.id order by s.id`,
        { segmentId },
      );
    return performance.now() - started;
  } finally {
    await sql.rollback();
  }
}
