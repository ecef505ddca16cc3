import type { Writer } from '../platform/index.ts';

/**
 * Gives suppliers without an owner to the customer success managers of their region, evenly: the smallest books first, in the order people signed up.
 * A manager's regions are their territory, `*` being everywhere; a region nobody covers stays without an owner.
 * @returns how many found one
 */
export async function assignOwners(writer: Writer, batchSize: number): Promise<number> {
  const result: { rowCount: number } = await writer.sql.raw(
    `with waiting as (
       select id, region, row_number() over (partition by region order by signed_up_at, id) - 1 as turn
       from (select id, region, signed_up_at from suppliers where owner_id is null order by signed_up_at, id limit ?) s
     ), managers as (
       select m.id, m.regions, (select count(*) from suppliers s where s.owner_id = m.id) as book
       from staff m where 'csm' = any (m.roles) and m.disabled_at is null
     ), candidates as (
       select w.id as supplier_id, w.turn, m.id as manager_id,
         row_number() over (partition by w.id order by m.book, m.id) - 1 as place, count(*) over (partition by w.id) as managers
       from waiting w join managers m on w.region = any (m.regions) or '*' = any (m.regions)
     )
     update suppliers s set owner_id = c.manager_id from candidates c where s.id = c.supplier_id and c.place = c.turn % c.managers`,
    [batchSize],
  );
  return result.rowCount;
}
