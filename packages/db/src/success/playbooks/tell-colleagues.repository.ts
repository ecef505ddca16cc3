import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { Act } from '@wedsync/domain/success';
import { raiseAlert } from '../../delivery/index.ts';
import type { Writer } from '../../platform/index.ts';
import { raiseTask } from '../../suppliers/index.ts';
import type { Advance, RunningEnrolment } from './running-enrolment.repository.ts';

/** An act that a colleague notices, not the supplier. */
export type InternalAct = Exclude<Act, { kind: 'message' }>;

/** Gives the supplier's owner a task, or the channel an alert. @returns its id */
export function tellColleagues(
  writer: Writer,
  enrolment: RunningEnrolment & { readonly businessName: string },
  step: InternalAct,
  advance: Advance,
): Promise<string | null> {
  return step.kind === 'task' ? giveTask(writer, enrolment, step, advance) : alert(writer, enrolment, step, advance);
}

async function giveTask(
  writer: Writer,
  { supplierId, playbookId, playbookName }: RunningEnrolment,
  { title, priority, dueInDays }: Extract<InternalAct, { kind: 'task' }>,
  { now, uuids }: Advance,
): Promise<string> {
  const request = {
    supplierId,
    type: 'playbook',
    reason: playbookId,
    title,
    detail: `From the playbook ${playbookName}`,
    priority,
    dueOn: calendarDate(plusMs(now, dueInDays * DAY_MS)),
    source: 'playbook',
  };
  return (await raiseTask(writer, request, uuids)).task.id;
}

async function alert(
  writer: Writer,
  { id, supplierId, playbookName, businessName }: RunningEnrolment & { readonly businessName: string },
  step: Extract<InternalAct, { kind: 'alert' }>,
  { now, uuids }: Advance,
): Promise<string | null> {
  const raised = await raiseAlert(
    writer,
    {
      type: 'playbook-step',
      dedupKey: `playbook-step:${id}:${step.id}`,
      supplierId,
      title: `${playbookName}: ${businessName}`,
      detail: step.text,
      resource: 'suppliers',
      resourceId: supplierId,
      path: `/suppliers/${supplierId}`,
      at: now,
    },
    uuids,
  );
  return raised?.id ?? null;
}
