import { createId, Invalid, type Use, type Uuids } from '@wedsync/domain/platform';
import {
  segmentLimits,
  SegmentInUse,
  SegmentNameTaken,
  type CreateSegment,
  type Segment,
  type UpdateSegment,
} from '@wedsync/domain/suppliers';
import { enqueueJob, type Writer } from '../../platform/index.ts';
import { kept } from '../kept.ts';
import { findSegment } from './segments.queries.ts';

/** @throws SegmentNameTaken, or Invalid when there are as many as the house keeps */
export async function createSegment(writer: Writer, segment: CreateSegment, uuids: Uuids): Promise<Segment> {
  const { sql, actor } = writer;
  await refuseTaken(writer, segment.name, null);
  const counted = await sql('segments').count({ n: '*' }).first();
  if (Number(counted?.n ?? 0) >= segmentLimits.maxSegments)
    throw Invalid({ message: `There are ${segmentLimits.maxSegments} segments already. Delete one first.` });
  const id = createId('segment', uuids.next());
  await sql('segments').insert({
    id,
    name: segment.name,
    description: segment.description ?? null,
    rule: JSON.stringify(segment.rule),
    created_by: actor.id,
    created_by_name: actor.name,
  });
  await askForRefresh(writer, id);
  return kept(await findSegment(writer, id));
}

/** A changed rule, and coming back from the archive, ask for a refresh at once. @throws SegmentNameTaken */
export async function updateSegment(writer: Writer, id: string, change: UpdateSegment): Promise<void> {
  const { name, description, rule, archived } = change;
  if (name !== undefined) await refuseTaken(writer, name, id);
  const columns = { name, description, archived, rule: rule === undefined ? undefined : JSON.stringify(rule) };
  await writer
    .sql('segments')
    .where({ id })
    .update({ ...columns, updated_at: writer.sql.fn.now() });
  if (rule !== undefined || archived === false) await askForRefresh(writer, id);
}

/** Its history goes with it. @throws SegmentInUse while something stands on it */
export async function deleteSegment(writer: Writer, id: string, uses: readonly Use[]): Promise<void> {
  const [first] = uses;
  if (first !== undefined) {
    const names = uses.filter(({ noun }) => noun === first.noun).map(({ name }) => name);
    throw SegmentInUse({ noun: first.noun, names });
  }
  await writer.sql('segments').where({ id }).delete();
}

/** Has the worker look again who is in it. */
export async function askForRefresh(writer: Writer, segmentId: string): Promise<void> {
  await enqueueJob(writer, { name: 'suppliers.refresh-segments', input: { segmentId } });
}

async function refuseTaken({ sql }: Writer, name: string, except: string | null): Promise<void> {
  const taken = await sql('segments')
    .whereRaw('lower(name) = lower(?)', [name])
    .modify((query) => void (except === null ? query : query.whereNot({ id: except })))
    .first('id');
  if (taken !== undefined) throw SegmentNameTaken({ name });
}
