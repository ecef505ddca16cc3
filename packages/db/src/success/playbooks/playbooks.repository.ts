import { createId, type Uuids } from '@wedsync/domain/platform';
import { PlaybookNameTaken, type CreatePlaybook, type Playbook, type UpdatePlaybook } from '@wedsync/domain/success';
import { emitEvents, type Reader, type Writer } from '../../platform/index.ts';
import { endEnrolments } from './end-enrolment.repository.ts';
import { followTriggers } from './follow-triggers.repository.ts';

/** Begins a playbook as a draft. @returns its id @throws PlaybookNameTaken */
export async function createPlaybook(writer: Writer, playbook: CreatePlaybook, uuids: Uuids): Promise<string> {
  const { sql, actor } = writer;
  await refuseTaken(writer, playbook.name, null);
  const id = createId('playbook', uuids.next());
  await sql('playbooks').insert({
    id,
    name: playbook.name,
    description: playbook.description ?? null,
    draft: JSON.stringify(playbook.draft),
    created_by: actor.id,
    created_by_name: actor.name,
  });
  return id;
}

/** Changes what is edited; what runs goes on as it is until the change is published. @throws PlaybookNameTaken */
export async function updatePlaybook(
  writer: Writer,
  id: string,
  { name, description, draft }: UpdatePlaybook,
): Promise<void> {
  if (name !== undefined) await refuseTaken(writer, name, id);
  const columns = { name, description, draft: draft === undefined ? undefined : JSON.stringify(draft) };
  await writer
    .sql('playbooks')
    .where({ id })
    .update({ ...columns, updated_at: writer.sql.raw('clock_timestamp()') });
}

/** Whether a playbook was edited after an action on it was asked for: then it is not what the second person was asked about. */
export async function editedSince({ sql }: Reader, id: string, runId: string): Promise<boolean> {
  const found = await sql('playbooks as p')
    .join('action_runs as r', 'r.created_at', '<', 'p.updated_at')
    .where({ 'p.id': id, 'r.id': runId })
    .first('p.id');
  return found !== undefined;
}

/** Makes the draft the version that suppliers enter from now on; whoever is in an earlier one ends it as it was. @returns its number */
export async function publishPlaybook(writer: Writer, playbook: Playbook, by: PublishedBy, now: Date): Promise<number> {
  const { id, name, draft } = playbook;
  const { sql } = writer;
  const last = await sql('playbook_versions')
    .where({ playbook_id: id })
    .max<{ number: number | null }>({ number: 'number' })
    .first();
  const number = (last?.number ?? 0) + 1;
  await sql('playbook_versions').insert({
    playbook_id: id,
    number,
    definition: JSON.stringify(draft),
    published_by: by.id,
    published_by_name: by.name,
    published_at: now,
  });
  await sql('playbooks').where({ id }).update({ state: 'live', live_version: number });
  await followTriggers(writer);
  await tell(writer, playbook, 'playbook.published', `${name}, version ${number}, takes suppliers in`, now);
  return number;
}

export type PublishedBy = { readonly id: string; readonly name: string };

/** Stops a playbook where it stands, or lets it go on: while it is paused nobody enters and no step is taken. */
export async function pausePlaybook(writer: Writer, playbook: Playbook, paused: boolean, now: Date): Promise<void> {
  const state = paused ? 'paused' : 'live';
  await writer.sql('playbooks').where({ id: playbook.id }).update({ state });
  await followTriggers(writer);
  await tell(writer, playbook, `playbook.${paused ? 'paused' : 'resumed'}`, `${playbook.name} is ${state}`, now);
}

/** Ends a playbook for everybody in it and takes back what has not left. @returns how many were in it */
export async function archivePlaybook(writer: Writer, playbook: Playbook, now: Date): Promise<number> {
  const { id, name } = playbook;
  const { sql } = writer;
  await sql('playbooks').where({ id }).update({ state: 'archived', archived_at: now });
  await followTriggers(writer);
  await sql('playbook_candidates').where({ playbook_id: id, state: 'waiting' }).delete();
  const running: { id: string; supplierId: string }[] = await sql('playbook_enrolments')
    .where({ playbook_id: id, state: 'running' })
    .orderBy('id')
    .forUpdate()
    .select('id', { supplierId: 'supplier_id' });
  const ended = running.map((row) => ({ ...row, playbookId: id, playbookName: name }));
  await endEnrolments(writer, ended, { state: 'cancelled', reason: 'The playbook was archived.' }, now);
  await tell(writer, playbook, 'playbook.archived', `${name} is archived`, now);
  return ended.length;
}

type PlaybookEventType = `playbook.${'published' | 'paused' | 'resumed' | 'archived'}`;

async function tell(
  writer: Writer,
  { id }: Playbook,
  type: PlaybookEventType,
  summary: string,
  occurredAt: Date,
): Promise<void> {
  await emitEvents(writer, [{ type, supplierId: null, resource: 'playbooks', resourceId: id, summary, occurredAt }]);
}

async function refuseTaken({ sql }: Writer, name: string, except: string | null): Promise<void> {
  const taken = await sql('playbooks')
    .whereRaw('lower(name) = lower(?)', [name])
    .whereNot({ state: 'archived' })
    .modify((query) => void (except === null ? query : query.whereNot({ id: except })))
    .first('id');
  if (taken !== undefined) throw PlaybookNameTaken({ name });
}
