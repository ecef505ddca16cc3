import { bulkOutcomeSchema, bulkRequestSchema } from '@wedsync/domain/access';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import type { Request, Router } from 'express';
import { z } from 'zod';
import {
  contextFor,
  doorRouter,
  hangDoor,
  type AnyAction,
  type ApiCapability,
  type ApiServices,
  type Availability,
  type Door,
  type DoorDefinition,
  type RequestContext,
} from '../../platform/index.ts';
import { askForMany } from '../bulk/ask-for-many.ts';
import { engineOf } from '../bulk/bulk-runner.ts';
import type { Registry } from './registry.ts';
import { runOnMany } from './run-on-many.ts';
import { actionContext, previewAction, runAction, whyNotPermitted, type Engine } from './run-action.ts';

const previewSchema = z.strictObject({ input: z.unknown().optional() });
const runSchema = z.strictObject({
  input: z.unknown().optional(),
  reason: z.string().nullish(),
  previewToken: z.string().max(200).nullish(),
});
const idempotencyKeySchema = z
  .string('Send an Idempotency-Key header, so that a repeated call is not a second one.')
  .regex(/^[!-~]{8,128}$/, 'An Idempotency-Key is 8 to 128 visible characters.');

type Tools = ApiServices & { readonly engine: Engine };

function defineActionDoor<const Path extends string, Body = undefined, Answer = unknown>(
  definition: DoorDefinition<Path, undefined, Body, Answer, RequestContext & Tools, Tools>,
): Door<Tools> {
  return hangDoor<Path, undefined, Body, Answer, RequestContext & Tools, Tools>(definition, {
    // Which permission, the action says.
    keys: [{ by: 'session', permission: null }],
    visitorOf: (tools) => {
      const contextOf = contextFor(tools);
      return (req) => ({ ...tools, ...contextOf(req) });
    },
  });
}

/** The one set of doors through which every action of every capability is offered, previewed and run. */
export const actionDoors: readonly Door<Tools>[] = [
  defineActionDoor({
    method: 'get',
    path: '/actions',
    summary: 'Every action there is, with the schema of its input',
    prepare({ engine }) {
      const described = engine.registry.actions.map(describe);
      return () => described;
    },
  }),
  defineActionDoor({
    method: 'post',
    path: '/actions/{action}',
    summary: 'Run one action on many records',
    description:
      'Names an action marked bulk, by verb with the resource beside it or whole (suppliers.assign). Needs an Idempotency-Key; repeating the call acts on no record twice. With ids it is done at once (200). With a filter of the list it becomes a bulk run (202, body {bulkRun}): the records are checked, and the action start of bulk-runs does it.',
    body: bulkRequestSchema,
    response: bulkOutcomeSchema,
    async answer({ engine, params, body, req, res, ...context }) {
      const { resource, ids = [], filter, input, reason } = body;
      const asked = {
        action: engine.registry.named(params.action, resource),
        input: input ?? {},
        reason: reason ?? null,
        idempotencyKey: idempotencyKeyOf(req),
      };
      if (filter === undefined) return runOnMany(engine, context, { ...asked, targets: ids });
      res.status(202).json({ bulkRun: await askForMany(engine, context, { ...asked, filter }) });
    },
  }),
  defineActionDoor({
    method: 'get',
    path: '/{resource}/{id}/actions',
    summary: 'What can be done to one record by whoever asks, and why what cannot be done cannot',
    answer: ({ engine, params, ...context }) => offers(engine, context, params.resource, params.id),
  }),
  defineActionDoor({
    method: 'post',
    path: '/{resource}/{id}/actions/{verb}/preview',
    summary: 'What an action would do; each is described by itself',
    body: previewSchema.prefault({}),
    answer: ({ engine, params, body, ...context }) =>
      previewAction(engine, context, { ...named(engine.registry, params), input: body.input ?? {} }),
  }),
  defineActionDoor({
    method: 'post',
    path: '/{resource}/{id}/actions/{verb}',
    summary: 'Run an action; each is described by itself',
    description: 'Needs an Idempotency-Key.',
    body: runSchema.prefault({}),
    async answer({ engine, params, body, req, ...context }) {
      const { input, reason, previewToken } = body;
      const run = await runAction(engine, context, {
        ...named(engine.registry, params),
        input: input ?? {},
        reason: reason ?? null,
        previewToken: previewToken ?? null,
        idempotencyKey: idempotencyKeyOf(req),
      });
      return { run };
    },
  }),
];

export function actionRoutes(services: ApiServices, capabilities: readonly ApiCapability[]): Router {
  return doorRouter(actionDoors, { ...services, engine: engineOf(services, capabilities) });
}

type Params = { readonly resource: string; readonly id: string; readonly verb: string };

function named(registry: Registry, { resource, id, verb }: Params): { action: AnyAction; target: string } {
  return { action: registry.action(resource, verb), target: id };
}

/** An action as the admin needs it to draw a form. */
function describe({ name, permission, definition }: AnyAction) {
  const { resource, verb, title, description, danger, reasonRequired, bulk = false, aloneUpTo, input } = definition;
  const inputSchema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return { name, permission, resource, verb, title, description, danger, reasonRequired, bulk, aloneUpTo, inputSchema };
}

/** What can be done to one record by this person, and why what cannot be done cannot. */
async function offers(engine: Engine, context: RequestContext, resource: string, id: string) {
  const found = engine.registry.findResource(resource);
  if (found === undefined) throw NotFound({ what: 'resource', id: resource });
  await found.show(context, id);
  const known = actionContext(engine, context, null);
  return context.store.read(context.actor, async (reader) => {
    const answers: object[] = [];
    for (const action of engine.registry.actionsOf(resource)) {
      const why = whyNotPermitted(action, context);
      const availability: Availability =
        why === null
          ? ((await action.definition.available?.(reader, id, known)) ?? { allowed: true })
          : { allowed: false, why };
      answers.push({ verb: action.definition.verb, title: action.definition.title, ...availability });
    }
    return answers;
  });
}

function idempotencyKeyOf(req: Request): string {
  const parsed = idempotencyKeySchema.safeParse(req.get('idempotency-key'));
  if (!parsed.success) throw Invalid({ message: parsed.error.issues[0]?.message ?? 'Send an Idempotency-Key.' });
  return parsed.data;
}
