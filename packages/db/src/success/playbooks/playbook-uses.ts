import { allSteps, type PlaybookDefinition } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import type { SegmentUse } from '../../suppliers/index.ts';

/** Playbooks that a segment sets going, in what runs or in what is being edited. */
export const playbookSegmentUse: SegmentUse = {
  noun: 'playbook',
  namesOf: async ({ sql }, segmentId) => {
    const found: { rows: { name: string }[] } = await sql.raw(
      `select p.name from playbooks p left join playbook_versions v on v.playbook_id = p.id and v.number = p.live_version
       where p.state <> 'archived' and :segmentId in (p.draft #>> '{trigger,segmentId}', v.definition #>> '{trigger,segmentId}')
       order by 1 limit 5`,
      { segmentId },
    );
    return found.rows.map(({ name }) => name);
  },
};

/** What a definition names that is not there: templates nobody published or for another channel, a segment that is gone. Nothing is wrong when empty. */
export async function missingFrom(reader: Reader, { trigger, steps }: PlaybookDefinition): Promise<readonly string[]> {
  const messages = allSteps(steps).flatMap((step) => (step.kind === 'message' ? [step] : []));
  const templates = await templatesNamed(
    reader,
    messages.map(({ template }) => template),
  );
  const faults = messages.flatMap(({ id, template, channel }) => {
    const found = templates.find((one) => one.id === template || one.name === template);
    if (found === undefined) return [`${id}: there is no published template called ${template}.`];
    return found.channel === channel ? [] : [`${id}: ${template} was written for another channel.`];
  });
  const segmentGone = trigger.kind === 'segment' && !(await hasSegment(reader, trigger.segmentId));
  return [...(segmentGone ? ['The segment that sets it going is gone or archived.'] : []), ...faults];
}

async function templatesNamed(
  { sql }: Reader,
  names: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string; readonly channel: string }[]> {
  return sql('message_templates')
    .whereRaw('(id = any(?::text[]) or name = any(?::text[]))', [[...names], [...names]])
    .whereNotNull('published_version')
    .whereNot({ state: 'archived' })
    .select('id', 'name', 'channel');
}

async function hasSegment({ sql }: Reader, id: string): Promise<boolean> {
  return (await sql('segments').where({ id, archived: false }).first('id')) !== undefined;
}
