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
};

/** Takes a supplier into a playbook, or into its hold-out, of which the supplier's page says nothing. @returns the arm */
export async function enrol(
  writer: Writer,
  { playbook, subject, cause }: NewEnrolment,
  now: Date,
  uuids: Uuids = systemUuids,
): Promise<Arm> {
  const { arm, stratum, place } = await drawArm(writer, playbook, subject);
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
    cause,
    entered_at: now,
    step: arm === 'treated' ? flowOf(steps).first : null,
    step_since: now,
    due_at: now,
    goal_due_at: plusMs(now, goal.withinDays * DAY_MS),
  });
  if (arm === 'treated') await tell(writer, id, playbook, subject, now);
  return arm;
}

type Draw = { readonly arm: Arm; readonly stratum: string; readonly place: number };

/** Who entered before stays in the arm it was drawn into. */
async function drawArm({ sql }: Writer, { id, definition }: LivePlaybook, subject: PlaybookSubject): Promise<Draw> {
  const earlier: Draw | undefined = await sql('playbook_enrolments')
    .where({ playbook_id: id, supplier_id: subject.supplierId })
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

async function tell(
  writer: Writer,
  enrolmentId: string,
  { id, name }: LivePlaybook,
  { supplierId, businessName }: PlaybookSubject,
  now: Date,
): Promise<void> {
  await addTimelineEntry(writer, {
    supplierId,
    at: now,
    kind: 'playbook',
    actorName: 'Playbooks',
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
