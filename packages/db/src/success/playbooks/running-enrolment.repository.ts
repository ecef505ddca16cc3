import type { Uuids } from '@wedsync/domain/platform';
import type { Arm, PlaybookDefinition, PlaybookPolicy } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';

/** A supplier's way through a playbook, held by the transaction that advances it. */
export type RunningEnrolment = {
  readonly id: string;
  readonly playbookId: string;
  readonly playbookName: string;
  readonly supplierId: string;
  readonly arm: Arm;
  readonly step: string | null;
  readonly stepSince: Date;
  readonly enteredAt: Date;
  readonly goalDueAt: Date;
  readonly definition: PlaybookDefinition;
  readonly paused: boolean;
};

export type Advance = { readonly policy: PlaybookPolicy; readonly now: Date; readonly uuids: Uuids };

/** Takes the enrolment that is due longest and that nobody else advances. */
export async function takeDueEnrolment({ sql }: Writer, now: Date): Promise<RunningEnrolment | undefined> {
  return sql('playbook_enrolments as e')
    .join('playbooks as p', 'p.id', 'e.playbook_id')
    .join('playbook_versions as v', (join) =>
      join.on('v.playbook_id', 'e.playbook_id').andOn('v.number', 'e.version_number'),
    )
    .where('e.due_at', '<=', now)
    .orderBy('e.due_at')
    .forUpdate('e')
    .skipLocked()
    .first({
      id: 'e.id',
      playbookId: 'e.playbook_id',
      playbookName: 'p.name',
      supplierId: 'e.supplier_id',
      arm: 'e.arm',
      step: 'e.step',
      stepSince: 'e.step_since',
      enteredAt: 'e.entered_at',
      goalDueAt: 'e.goal_due_at',
      definition: 'v.definition',
      paused: sql.raw(`p.state <> 'live'`),
    });
}

/** Looks at once at everybody in a playbook, or with null in all of them: they may go on. @returns how many */
export async function wakePlaybook({ sql }: Writer, playbookId: string | null, now: Date): Promise<number> {
  const resting = sql('playbook_enrolments').where({ state: 'running' }).where('due_at', '>', now);
  if (playbookId !== null) void resting.where({ playbook_id: playbookId });
  return resting.update({ due_at: now });
}

/** Looks at running enrolments of these suppliers at once: something happened to them. @returns how many */
export async function wakeEnrolments({ sql }: Writer, supplierIds: readonly string[], now: Date): Promise<number> {
  if (supplierIds.length === 0) return 0;
  return sql('playbook_enrolments')
    .whereIn('supplier_id', [...supplierIds].sort())
    .where({ state: 'running' })
    .where('due_at', '>', now)
    .update({ due_at: now });
}

/** Looks at an enrolment again later: advancing it failed, and others must not wait for that. */
export async function putOffEnrolment({ sql }: Writer, id: string, until: Date): Promise<void> {
  await sql('playbook_enrolments').where({ id, state: 'running' }).update({ due_at: until });
}
