import { createId, type Uuids } from '@wedsync/domain/platform';
import type { HealthModelConfig, UpdateHealthModel } from '@wedsync/domain/success';
import { lock, type Writer } from '../../platform/index.ts';

export type NewHealthModel = {
  readonly title: string;
  readonly note: string | null;
  readonly basedOn: number;
  readonly config: HealthModelConfig;
};

/** Begins a draft under the next number. @returns its id */
export async function createHealthModel(writer: Writer, draft: NewHealthModel, uuids: Uuids): Promise<string> {
  const id = createId('healthModel', uuids.next());
  // Two drafts begun at once take their numbers one after the other.
  await lock(writer, 'health-numbers');
  const { title, note, basedOn } = draft;
  await writer.sql('health_models').insert({
    id,
    number: writer.sql.raw('(select max(number) + 1 from health_models)'),
    title,
    note,
    based_on: basedOn,
    config: JSON.stringify(draft.config),
  });
  return id;
}

export async function updateHealthModel({ sql }: Writer, id: string, change: UpdateHealthModel): Promise<void> {
  const { config, ...words } = change;
  const set = { ...words, ...(config === undefined ? {} : { config: JSON.stringify(config) }) };
  if (Object.keys(set).length > 0) await sql('health_models').where({ id }).update(set);
}

export async function deleteHealthModel({ sql }: Writer, id: string): Promise<void> {
  await sql('health_models').where({ id, state: 'draft' }).delete();
}

export type Publication = {
  readonly at: Date;
  readonly byName: string;
  readonly approverName: string | null;
  readonly appliedByRun: number | null;
};

/** From now on this model scores; who scored before retires, so there is never a second. */
export async function publishHealthModel({ sql }: Writer, id: string, publication: Publication): Promise<void> {
  await sql('health_models').where('state', 'published').whereNot({ id }).update({ state: 'retired' });
  await sql('health_models').where({ id }).update({
    state: 'published',
    published_at: publication.at,
    published_by: publication.byName,
    approver_name: publication.approverName,
    applied_by_run: publication.appliedByRun,
  });
}
