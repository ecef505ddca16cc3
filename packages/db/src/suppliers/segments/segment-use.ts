import type { Reader } from '../../platform/index.ts';

/** Something that stands on segments: saved views, playbooks, digests. */
export type SegmentUse = {
  /** One of them in words, before its name: "playbook". */
  readonly noun: string;
  /** The names of those that stand on this one. */
  readonly namesOf: (reader: Reader, segmentId: string) => Promise<readonly string[]>;
};

/** Views of the supplier list that show a segment, named by whose they are: what people call their own views is theirs. */
export const savedViewSegmentUse: SegmentUse = {
  noun: 'saved view of',
  namesOf: async ({ sql }, segmentId) => {
    const found: { rows: { name: string }[] } = await sql.raw(
      `select distinct o.name from saved_views v join staff o on o.id = v.staff_id
       where v.resource = 'suppliers' and jsonb_path_exists(v.query, '$.filter.segmentId[*] \\? (@ == $id)', jsonb_build_object('id', ?::text))
       order by 1 limit 5`,
      [segmentId],
    );
    return found.rows.map(({ name }) => name);
  },
};
