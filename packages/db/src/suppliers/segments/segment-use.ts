import type { FindUses } from '../../platform/index.ts';

/** Views of the supplier list that show a segment, named by whose they are: what people call their own views is theirs. */
export const savedViewsOnSegment: FindUses = async ({ sql }, segmentId) => {
  const found: { rows: { name: string }[] } = await sql.raw(
    `select distinct o.name from saved_views v join staff o on o.id = v.staff_id
     where v.resource = 'suppliers' and jsonb_path_exists(v.query, '$.filter.segmentId[*] \\? (@ == $id)', jsonb_build_object('id', ?::text))
     order by 1 limit 5`,
    [segmentId],
  );
  return found.rows.map(({ name }) => ({ noun: 'saved view of', name, path: null, agreedBy: null }));
};
