import type { TaskPriority, TaskStatus } from '@wedsync/domain/suppliers';

/** A task as the house passes it around. */
export type TaskRow = {
  readonly id: string;
  readonly supplierId: string;
  readonly type: string;
  readonly reason: string;
  readonly title: string;
  readonly detail: string | null;
  readonly priority: TaskPriority;
  readonly status: TaskStatus;
  readonly ownerId: string | null;
  readonly dueOn: string | null;
  readonly snoozedUntil: Date | null;
  readonly source: string;
  readonly outcome: string | null;
  readonly createdBy: string;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Columns of a TaskRow, of a table called t. */
export const taskColumns = `t.id, t.supplier_id as "supplierId", t.type, t.reason, t.title, t.detail, t.priority, t.status, t.owner_id as "ownerId",
  t.due_on as "dueOn", t.snoozed_until as "snoozedUntil", t.source, t.outcome, t.created_by as "createdBy", t.closed_by as "closedBy",
  t.closed_at as "closedAt", t.version, t.created_at as "createdAt", t.updated_at as "updatedAt"`;
