import type { Writer } from './store.ts';

/** Something done that changes no audited row by itself: a sign-in, an export, a look as a supplier. */
export type AuditNote = {
  readonly action: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly supplierId?: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Where the entry belongs to an approval that the actor did not give. */
  readonly approvalId?: string | null;
};

/** Writes an audit entry by hand; changes of audited tables write theirs by trigger. The actor is the transaction's. */
export async function recordAudit(writer: Writer, note: AuditNote): Promise<void> {
  const { actor } = writer;
  await writer.sql('audit_entries').insert({
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    action: note.action,
    resource: note.resource,
    resource_id: note.resourceId,
    supplier_id: note.supplierId ?? null,
    before: note.before === undefined ? null : JSON.stringify(note.before),
    after: note.after === undefined ? null : JSON.stringify(note.after),
    reason: actor.reason ?? null,
    request_id: actor.requestId,
    job_id: actor.jobId ?? null,
    approval_id: note.approvalId ?? actor.approvalId ?? null,
  });
}
