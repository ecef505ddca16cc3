import type { Use } from '@wedsync/domain/platform';
import { allSteps, type PlaybookDefinition } from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import type { FindUses, Reader } from '../../platform/index.ts';
import { neverHappening } from './event-names.ts';

type Found = { readonly id: string; readonly name: string; readonly state: string; readonly agreed: boolean };

/** What runs was published by two people; what is only being edited was not. */
function asUses({ rows }: { readonly rows: readonly Found[] }): Use[] {
  return rows.map(({ id, name, state, agreed }) => ({
    noun: agreed ? `${state} playbook` : 'draft of the playbook',
    name,
    path: `/playbooks/${id}/show`,
    agreedBy: agreed ? 'playbooks:approve' : null,
  }));
}

/** Playbooks that a segment sets going, in what runs or in what is being edited. */
export const playbooksOnSegment: FindUses = async ({ sql }, segmentId) =>
  asUses(
    await sql.raw(
      `select p.id, p.name, p.state, p.state in ('live', 'paused') and v.definition #>> '{trigger,segmentId}' is not distinct from :segmentId as agreed
       from playbooks p left join playbook_versions v on v.playbook_id = p.id and v.number = p.live_version
       where p.state <> 'archived' and :segmentId in (p.draft #>> '{trigger,segmentId}', v.definition #>> '{trigger,segmentId}')
       order by 4 desc, 2`,
      { segmentId },
    ),
  );

/** Playbooks that send a template, by its id or its name: in what runs, in an earlier version that somebody is still in, or in what is being edited. */
export const playbooksOnTemplate: FindUses = async ({ sql }, templateId) =>
  asUses(
    await sql.raw(
      `select * from (
         select p.id, p.name, p.state, p.draft, p.state in ('live', 'paused') and exists (
           select from playbook_versions v where v.playbook_id = p.id and sends_template(v.definition, t.id, t.name)
             and (v.number = p.live_version or playbook_version_runs(p.id, v.number))) as agreed, t.id as template_id, t.name as template_name
         from playbooks p, message_templates t where t.id = :templateId and p.state <> 'archived') one
       where agreed or sends_template(draft, template_id, template_name) order by agreed desc, name`,
      { templateId },
    ),
  );

/** Whether what a draft stands on was changed after an action on it was asked for: then its messages or its audience are not what the second person was asked about. */
export async function groundMovedSince(
  { sql }: Reader,
  { trigger, steps }: PlaybookDefinition,
  runId: string,
): Promise<boolean> {
  const templates = messagesOf(steps).map(({ template }) => template);
  const found: { rows: unknown[] } = await sql.raw(
    `select from action_runs r where r.id = :runId and (
       exists (select from message_template_versions v join message_templates t on t.id = v.template_id
         where (t.id = any(:templates) or t.name = any(:templates)) and v.published_at > r.created_at)
       or exists (select from segments g where g.id = :segmentId and g.updated_at > r.created_at))`,
    { runId, templates, segmentId: trigger.kind === 'segment' ? trigger.segmentId : null },
  );
  return found.rows.length > 0;
}

/** The words and the rule that a definition stands on as they are now, a line each: which version of a template, who is in the segment. */
export async function groundOf(reader: Reader, { trigger, steps }: PlaybookDefinition): Promise<PlaybookGround> {
  const names = messagesOf(steps).map(({ template }) => template);
  const templates = await templatesNamed(reader, names);
  const segment: PlaybookGround['segment'] =
    trigger.kind === 'segment'
      ? ((await reader.sql('segments').where({ id: trigger.segmentId }).first('name', 'rule')) ?? null)
      : null;
  return { templates: templates.map(({ name, publishedVersion }) => ({ name, publishedVersion })), segment };
}

export type PlaybookGround = {
  readonly templates: readonly { readonly name: string; readonly publishedVersion: number }[];
  readonly segment: { readonly name: string; readonly rule: SegmentRule } | null;
};

function messagesOf(steps: PlaybookDefinition['steps']) {
  return allSteps(steps).flatMap((step) => (step.kind === 'message' ? [step] : []));
}

/** What a definition names that is not there: templates nobody published or for another channel, a segment that is gone, events that never happen. Nothing is wrong when empty. */
export async function missingFrom(reader: Reader, definition: PlaybookDefinition): Promise<readonly string[]> {
  const { trigger, steps } = definition;
  const messages = messagesOf(steps);
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
  const gone = segmentGone ? ['The segment that sets it going is gone or archived.'] : [];
  return [...neverHappening(definition), ...gone, ...faults];
}

async function templatesNamed(
  { sql }: Reader,
  names: readonly string[],
): Promise<
  readonly { readonly id: string; readonly name: string; readonly channel: string; readonly publishedVersion: number }[]
> {
  return sql('message_templates')
    .whereRaw('(id = any(?::text[]) or name = any(?::text[]))', [[...names], [...names]])
    .whereNotNull('published_version')
    .whereNot({ state: 'archived' })
    .orderBy('name')
    .select('id', 'name', 'channel', { publishedVersion: 'published_version' });
}

async function hasSegment({ sql }: Reader, id: string): Promise<boolean> {
  return (await sql('segments').where({ id, archived: false }).first('id')) !== undefined;
}
