import { type DataProvider, type GetListParams, type UpdateParams } from 'react-admin';
import simpleRestProvider from 'ra-data-simple-rest';
import { get } from './field-value.ts';
import { apiUrl, getJson, postJson, request } from '../http/http.ts';
import type {
  ActionDefinition,
  ActionInput,
  ActionPreview,
  ActionRun,
  ActionTarget,
  BulkOutcome,
  BulkTarget,
  MatchingTarget,
  RecordAction,
} from './action.ts';

/** ra-data-simple-rest plus actions. `useDataProvider<AdminDataProvider>()` gives it typed. */
export interface AdminDataProvider extends DataProvider {
  /** Every action this person may ever meet, with its input schema. */
  describeActions(signal?: AbortSignal): Promise<ActionDefinition[]>;
  /** What one record offers now, each allowed or with the reason why not. */
  listActions(resource: string, id: string, signal?: AbortSignal): Promise<RecordAction[]>;
  /** What would happen; changes nothing. @throws HttpError with body.errors per field */
  previewAction(target: ActionTarget, input: ActionInput): Promise<ActionPreview>;
  /** Asks for the action once per idempotency key. @throws HttpError */
  runAction(target: ActionTarget, call: ActionCall): Promise<ActionRun>;
  /** The same for many records; a record that is refused does not hold up the others. @throws HttpError when the call as a whole is refused */
  runOnMany(target: BulkTarget, call: Omit<ActionCall, 'previewToken'>): Promise<BulkOutcome>;
  /** The same for all that match: nothing is done yet. @returns the id of the bulk run that is being checked. @throws HttpError */
  askForMatching(target: MatchingTarget, call: Omit<ActionCall, 'previewToken'>): Promise<string>;
}

export type ActionCall = {
  readonly input: ActionInput;
  readonly reason?: string;
  readonly previewToken?: string;
  readonly idempotencyKey: string;
};

const rest = simpleRestProvider(apiUrl, request);

/** The data provider of the whole admin. */
export const dataProvider: AdminDataProvider = {
  ...rest,
  supportAbortSignal: true,
  getList: (resource, params) => listWithMeta((provider) => provider.getList(resource, withDefaults(params))),
  getManyReference: (resource, params) => listWithMeta((provider) => provider.getManyReference(resource, params)),
  update: (resource, params) => rest.update(resource, wholeRecord(params)),
  describeActions: async (signal) => listOf<ActionDefinition>(await getJson('/actions', signal)),
  listActions: async (resource, id, signal) =>
    listOf<RecordAction>(await getJson(`${recordUrl(resource, id)}/actions`, signal)),
  previewAction: async (target, input) => preview(await postJson(`${actionUrl(target)}/preview`, { input })),
  runAction: async (target, { idempotencyKey, ...body }) =>
    runOf(await postJson(actionUrl(target), body, { 'Idempotency-Key': idempotencyKey })),
  askForMatching: async ({ verb, ...target }, { idempotencyKey, ...call }) =>
    bulkRunIdOf(await postJson(`/actions/${verb}`, { ...target, ...call }, { 'Idempotency-Key': idempotencyKey })),
  runOnMany: async ({ resource, verb, ids }, { idempotencyKey, ...call }) =>
    bulkOutcome(await postJson(`/actions/${verb}`, { resource, ids, ...call }, { 'Idempotency-Key': idempotencyKey })),
};

/** Adds `meta.totalEstimated` from the X-Total-Estimated header, which ra-data-simple-rest does not read. */
async function listWithMeta<T extends { meta?: unknown }>(ask: (provider: DataProvider) => Promise<T>): Promise<T> {
  let totalEstimated = false;
  const listening = simpleRestProvider(apiUrl, async (url, options) => {
    const answer = await request(url, options);
    totalEstimated = answer.headers.get('X-Total-Estimated') === 'true';
    return answer;
  });
  const result = await ask(listening);
  return { ...result, meta: { totalEstimated } };
}

function withDefaults(params: GetListParams): GetListParams {
  return { ...params, filter: params.filter ?? {} };
}

/** PUT takes the whole record with its version, also when a page changes one field only. */
function wholeRecord(params: UpdateParams): UpdateParams {
  return { ...params, data: { ...params.previousData, ...params.data } };
}

function recordUrl(resource: string, id: string): string {
  return `/${resource}/${encodeURIComponent(id)}`;
}

function actionUrl({ resource, id, verb }: ActionTarget): string {
  return `${recordUrl(resource, id)}/actions/${verb}`;
}

function listOf<T>(answer: unknown): T[] {
  return Array.isArray(answer) ? answer : [];
}

function preview(answer: unknown): ActionPreview {
  if (isPreview(answer)) return answer;
  throw new Error('The server answered the preview in a shape this version does not know. Reload the page.');
}

function runOf(answer: unknown): ActionRun {
  if (hasRun(answer)) return answer.run;
  throw new Error('The server answered the action in a shape this version does not know. Reload the page.');
}

function isPreview(answer: unknown): answer is ActionPreview {
  return typeof answer === 'object' && answer !== null && 'token' in answer && 'lines' in answer;
}

function hasRun(answer: unknown): answer is { run: ActionRun } {
  return typeof answer === 'object' && answer !== null && 'run' in answer;
}

function bulkOutcome(answer: unknown): BulkOutcome {
  if (isBulkOutcome(answer)) return answer;
  throw new Error('The server answered the action in a shape this version does not know. Reload the page.');
}

function isBulkOutcome(answer: unknown): answer is BulkOutcome {
  return typeof answer === 'object' && answer !== null && 'succeeded' in answer && 'failed' in answer;
}

function bulkRunIdOf(answer: unknown): string {
  const id = get(answer, 'bulkRun.id');
  if (typeof id === 'string') return id;
  throw new Error('The server answered the action in a shape this version does not know. Reload the page.');
}
