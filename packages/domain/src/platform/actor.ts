/** Which suppliers an actor may see. */
export type RecordScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'region'; readonly regions: readonly string[] }
  | { readonly kind: 'own' }
  | { readonly kind: 'supplier'; readonly supplierId: string };

/** Who is acting, as every transaction, audit entry and row-level policy sees it. */
export type Actor = {
  readonly kind: 'staff' | 'service' | 'system';
  readonly id: string;
  readonly name: string;
  readonly scope: RecordScope;
  readonly requestId: string;
  readonly approvalId?: string;
  readonly jobId?: string;
  readonly reason?: string;
};

/** The worker or a provider event acting by itself; `name` says which job or handler. */
export function systemActor(
  name: string,
  requestId: string,
  extra: Pick<Actor, 'jobId' | 'approvalId' | 'reason'> = {},
): Actor {
  return { kind: 'system', id: `system:${name}`, name, scope: { kind: 'all' }, requestId, ...extra };
}
