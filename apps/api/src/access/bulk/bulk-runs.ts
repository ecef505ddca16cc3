import { findBulkRun, listBulkRuns, moveBulkRun } from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import {
  BulkRunNotPossible,
  bulkRunFilterSchema,
  bulkRunSchema,
  cancelRefusal,
  listableResources,
  startRefusal,
  type BulkRun,
} from '@wedsync/domain/access';
import { formatMoney, mayDo, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import {
  defineAction,
  defineResource,
  type ActionContext,
  type ActionPreview,
  type Availability,
} from '../../platform/index.ts';
import { oneWith } from '../approvals.ts';

export const bulkRuns = defineResource({
  name: 'bulk-runs',
  description:
    'One action on everything that matches a filter: checked first, started by a person, then done record by record.',
  row: bulkRunSchema,
  filter: bulkRunFilterSchema,
  list: (reader, query, { principal }) => listBulkRuns(reader, query, listableResources(principal)),
  show: bulkRunInSight,
});

/** A bulk run whose records the principal may list, or asked for. */
export async function bulkRunInSight(
  reader: Reader,
  id: string,
  { principal }: Pick<ActionContext, 'principal'>,
): Promise<BulkRun | undefined> {
  return (await listBulkRuns(reader, oneWith(id), listableResources(principal))).rows[0];
}

/** What was checked is wanted: it is done record by record from now on, or waits for a second person where money or mail is involved. */
export const startBulkRun = defineAction({
  resource: 'bulk-runs',
  verb: 'start',
  title: 'Start',
  description: 'Does the action on every record that was found to allow it',
  danger: true,
  reasonRequired: false,
  input: z.strictObject({}),
  available: (reader, id, context) => availability(reader, id, (run) => whyNotStart(run, context)),
  assess: async (reader, id, _input, context) => {
    const run = await need(reader, id, (found) => whyNotStart(found, context));
    return {
      supplierId: null,
      amount: null,
      approval: run.secondPerson === null ? null : { permission: 'bulk-runs:approve', why: run.secondPerson },
      fingerprint: String(run.version),
      preview: previewOf(run),
    };
  },
  perform: async (writer, id, _input, context) => {
    await need(writer, id, (found) => whyNotStart(found, context));
    await moveBulkRun(writer, id, { from: ['ready'], to: 'running' }, context.clock.now());
    return { state: 'succeeded', result: { bulkRunId: id } };
  },
});

/** What is done stays done; the rest is left alone. */
export const cancelBulkRun = defineAction({
  resource: 'bulk-runs',
  verb: 'cancel',
  title: 'Stop the run',
  description: 'Leaves the records that are not done yet as they are',
  danger: true,
  reasonRequired: false,
  input: z.strictObject({}),
  available: (reader, id, context) => availability(reader, id, (run) => whyNotCancel(run, context)),
  assess: async (reader, id, _input, context) => {
    const run = await need(reader, id, (found) => whyNotCancel(found, context));
    return { supplierId: null, amount: null, approval: null, fingerprint: run.state, preview: previewOf(run) };
  },
  perform: async (writer, id, _input, { clock }) => {
    await moveBulkRun(writer, id, { from: ['checking', 'ready', 'running'], to: 'cancelled' }, clock.now());
    return { state: 'succeeded', result: { bulkRunId: id } };
  },
});

type Refusal = (run: BulkRun) => string | null;

/** Each answers for what they asked for themselves. */
function whyNotStart(run: BulkRun, { principal, clock }: ActionContext): string | null {
  if (run.requestedBy !== principal.id) return `${run.requestedByName} asked for this and starts it.`;
  return startRefusal(run, clock.now());
}

/** Whoever may agree to bulk runs may also stop them. */
function whyNotCancel(run: BulkRun, { principal }: ActionContext): string | null {
  if (run.requestedBy !== principal.id && !mayDo(principal, 'bulk-runs:approve'))
    return `${run.requestedByName} asked for this; a lead can stop it too.`;
  return cancelRefusal(run);
}

async function find(reader: Reader, id: string): Promise<BulkRun> {
  const run = await findBulkRun(reader, id);
  if (run === undefined) throw NotFound({ what: 'bulk run', id });
  return run;
}

async function need(reader: Reader, id: string, refusal: Refusal): Promise<BulkRun> {
  const run = await find(reader, id);
  const why = refusal(run);
  if (why !== null) throw BulkRunNotPossible({ why });
  return run;
}

async function availability(reader: Reader, id: string, refusal: Refusal): Promise<Availability> {
  const run = await find(reader, id);
  const why = refusal(run);
  return why === null ? { allowed: true, needsApproval: run.secondPerson !== null } : { allowed: false, why };
}

function previewOf({ title, total, counts, amounts, waitingEach, refusals, requestedByName }: BulkRun): ActionPreview {
  return {
    lines: [
      { label: 'Action', value: title },
      { label: 'Asked by', value: requestedByName },
      { label: 'Records that match', value: String(total) },
      { label: 'Can be done', value: String(counts.allowed ?? 0) },
      ...(waitingEach === 0 ? [] : [{ label: 'Of them wait for a second person each', value: String(waitingEach) }]),
      { label: 'Refused', value: String(counts.refused ?? 0) },
      ...amounts.map((amount) => ({ label: 'Money', value: formatMoney(amount) })),
    ],
    warnings: refusals.map(({ why, count }) => `${count} refused: ${why}`),
  };
}
