import { findBulkRun, findBulkRunByKey, insertBulkRun, type NewBulkTarget } from '@wedsync/db/access';
import { lockEach } from '@wedsync/db/platform';
import { IdempotencyKeyReused, NothingMatches, TooManyMatch, type BulkRun } from '@wedsync/domain/access';
import { createId, Invalid, limits, NotFound } from '@wedsync/domain/platform';
import type { AnyResource, RequestContext } from '../../platform/index.ts';
import { hashRequest } from '../actions/fingerprint.ts';
import { checkRequest, type ActionRequest, type Engine } from '../actions/run-action.ts';

export type ManyRequest = Omit<ActionRequest, 'target' | 'previewToken'> & {
  readonly filter: Readonly<Record<string, unknown>>;
};

/**
 * Notes one action for everything that matches a filter now, as the asking person sees it. Nothing is done: the records are checked next, and a
 * person starts it then. Repeating a call with the same key gives the same bulk run.
 * @throws Invalid when the action is not offered for many, TooManyMatch, NothingMatches, IdempotencyKeyReused
 */
export async function askForMany(engine: Engine, context: RequestContext, request: ManyRequest): Promise<BulkRun> {
  const { action, filter, idempotencyKey } = request;
  const { definition } = action;
  if (definition.bulk !== true) throw Invalid({ message: `${definition.title} is done one record at a time.` });
  if (definition.secretInputs !== undefined)
    throw Invalid({
      message: `${definition.title} takes a secret, which no bulk run keeps. Select the records instead.`,
    });
  const { reason, bound } = checkRequest(context, request);
  const requestHash = engine.signer.sign(hashRequest(action.name, reason ?? '', { input: bound.input, filter }));
  const targets = await matching(engine, context, definition.resource, filter);
  return context.store.transact(context.actor, async (writer) => {
    await lockEach(writer, 'bulk-requests', [`${context.actor.id}:${idempotencyKey}`]);
    const earlier = await findBulkRunByKey(writer, idempotencyKey);
    if (earlier !== undefined && earlier.requestHash !== requestHash) throw IdempotencyKeyReused(undefined);
    const id = earlier?.id ?? createId('bulkRun', context.uuids.next());
    if (earlier === undefined)
      await insertBulkRun(writer, {
        id,
        action: action.name,
        title: definition.title,
        resource: definition.resource,
        input: bound.input,
        filter,
        reason,
        requestHash,
        idempotencyKey,
        sendsMail: definition.sendsMail === true,
        requestedAt: context.clock.now(),
        targets,
      });
    const run = await findBulkRun(writer, id);
    if (run === undefined) throw NotFound({ what: 'bulk run', id });
    return run;
  });
}

/** Everything the list shows under the filter, through the list itself: what people see there is what is meant. */
async function matching(
  { registry }: Engine,
  context: RequestContext,
  name: string,
  filter: ManyRequest['filter'],
): Promise<readonly NewBulkTarget[]> {
  const resource = registry.findResource(name);
  if (resource === undefined) throw NotFound({ what: 'resource', id: name });
  const found = new Map<string, NewBulkTarget>();
  for (let offset = 0; ; offset += limits.maxPageSize) {
    const { rows, total } = await pageOf(resource, context, filter, offset);
    if (total > limits.maxBulkRunTargets) throw TooManyMatch({ total });
    for (const row of rows.map((each) => targetOf(name, each))) found.set(row.id, row);
    if (rows.length < limits.maxPageSize) break;
  }
  if (found.size === 0) throw NothingMatches(undefined);
  return [...found.values()];
}

function pageOf(resource: AnyResource, context: RequestContext, filter: ManyRequest['filter'], offset: number) {
  return resource.list(context, (schema) => ({
    sort: null,
    offset,
    limit: limits.maxPageSize,
    filter: schema.parse(filter),
  }));
}

/** How rows of our resources call themselves, most telling first. */
const names = ['businessName', 'name', 'title', 'supplierName'] as const;

function targetOf(resource: string, row: object): NewBulkTarget {
  const fields: Readonly<Record<string, unknown>> = { ...row };
  const id = String(fields.id);
  const label = names.map((name) => fields[name]).find((value) => typeof value === 'string') ?? id;
  const supplierId = resource === 'suppliers' ? id : fields.supplierId;
  return { id, label, supplierId: typeof supplierId === 'string' ? supplierId : null };
}
