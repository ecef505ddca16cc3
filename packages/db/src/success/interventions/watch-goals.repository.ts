import type { PlaybookDefinition } from '@wedsync/domain/success';
import { compileSegment } from '../../segments/index.ts';
import type { Writer } from '../../platform/index.ts';

type Watched = { readonly playbookId: string; readonly number: number; readonly definition: PlaybookDefinition };

/**
 * Looks whether goals that are rules hold for suppliers that left a playbook before their goal was due: the engine looks no more, but who answers and leaves
 * is a supplier treated as much as one that stays in. Two people in different arms are then asked equally long. @returns how many met it
 */
export async function watchGoals(writer: Writer, now: Date): Promise<number> {
  let met = 0;
  for (const { playbookId, number, definition } of await watched(writer, now)) {
    if (!('rule' in definition.goal)) continue;
    const { sql, bindings } = compileSegment(definition.goal.rule, now);
    const result: { rowCount: number } = await writer.sql.raw(
      `update intervention_outcomes o set goal_seen_at = ? from suppliers s
       where s.id = o.supplier_id and o.playbook_id = ? and o.version_number = ? and o.goal_due_at > ? and o.goal_seen_at is null and not o.cut_short
         and exists (select from playbook_enrolments e where e.id = o.enrolment_id and e.state not in ('running', 'goal_met')) and ${sql}`,
      [now, playbookId, number, now, ...bindings],
    );
    met += result.rowCount;
  }
  return met;
}

function watched({ sql }: Writer, now: Date): Promise<Watched[]> {
  return sql('intervention_outcomes as o')
    .join('playbook_versions as v', (join) =>
      join.on('v.playbook_id', 'o.playbook_id').andOn('v.number', 'o.version_number'),
    )
    .where('o.goal_due_at', '>', now)
    .distinct('v.number', 'v.definition', 'v.playbook_id as playbookId');
}
