import { createId, DAY_MS, plusMs, type Uuids } from '@wedsync/domain/platform';
import { armOf, flowOf, seedOf, stratumOf, type Arm } from '@wedsync/domain/success';
import { emitEvents, systemUuids, type Writer } from '../../platform/index.ts';
import { addTimelineEntry } from '../../suppliers/index.ts';
import type { LivePlaybook } from './live-playbooks.queries.ts';
import type { PlaybookSubject } from './playbook-facts.queries.ts';

export type NewEnrolment = {
  readonly playbook: LivePlaybook;
  readonly subject: PlaybookSubject;
  /** What fired. */
  readonly cause: string;
  /** Who started it by hand: such a supplier is drawn for no arm, and compared with nobody. */
  readonly chosenByName?: string;
};

/** Takes a supplier into a playbook, or into its hold-out, of which the supplier's page says nothing. @returns the arm */
export async function enrol(
  writer: Writer,
  { playbook, subject, cause, chosenByName }: NewEnrolment,
  now: Date,
  uuids: Uuids = systemUuids,
): Promise<Arm> {
  const { arm, stratum, place } =
    chosenByName === undefined ? await drawArm(writer, playbook, subject) : chosen(subject);
  const id = createId('enrolment', uuids.next());
  const { steps, goal } = playbook.definition;
  await writer.sql('playbook_enrolments').insert({
    id,
    playbook_id: playbook.id,
    version_number: playbook.number,
    supplier_id: subject.supplierId,
    arm,
    stratum,
    place,
    chosen_by_name: chosenByName,
    cause,
    entered_at: now,
    step: arm === 'treated' ? flowOf(steps).first : null,
    step_since: now,
    due_at: now,
    goal_due_at: plusMs(now, goal.withinDays * DAY_MS),
  });
  if (arm === 'treated') await tell(writer, { id, playbook, subject, by: chosenByName ?? 'Playbooks' }, now);
  return arm;
}

type Draw = { readonly arm: Arm; readonly stratum: string; readonly place: number | null };

function chosen(subject: PlaybookSubject): Draw {
  return { arm: 'treated', stratum: stratumOf(subject), place: null };
}

/** Who entered before stays in the arm it was drawn into. */
async function drawArm({ sql }: Writer, { id, definition }: LivePlaybook, subject: PlaybookSubject): Promise<Draw> {
  const earlier: Draw | undefined = await sql('playbook_enrolments')
    .where({ playbook_id: id, supplier_id: subject.supplierId })
    .whereNotNull('place')
    .first('arm', 'stratum', 'place');
  if (earlier !== undefined) return earlier;
  const stratum = stratumOf(subject);
  const result: { rows: { place: number }[] } = await sql.raw(
    `select coalesce(max(place) + 1, 0) as place from playbook_enrolments where playbook_id = ? and stratum = ?`,
    [id, stratum],
  );
  const place = result.rows[0]?.place ?? 0;
  return { arm: armOf(seedOf(`${id}/${stratum}`), place, definition.holdoutPercent), stratum, place };
}

type Entered = Pick<NewEnrolment, 'playbook' | 'subject'> & { readonly id: string; readonly by: string };

async function tell(
  writer: Writer,
  { id: enrolmentId, playbook: { id, name }, subject: { supplierId, businessName }, by }: Entered,
  now: Date,
): Promise<void> {
  await addTimelineEntry(writer, {
    supplierId,
    at: now,
    kind: 'playbook',
    actorName: by,
    title: `Entered ${name}`,
    source: 'playbook-enrolment',
    sourceId: enrolmentId,
  });
  await emitEvents(writer, [
    {
      type: 'playbook.entered',
      supplierId,
      resource: 'playbooks',
      resourceId: id,
      summary: `${businessName} entered ${name}`,
      payload: { enrolmentId },
      occurredAt: now,
    },
  ]);
}
