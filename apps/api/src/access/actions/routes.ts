import { bulkRequestSchema } from '@wedsync/domain/access';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { Router, type Request } from 'express';
import { z } from 'zod';
import {
  contextFor,
  type AnyAction,
  type ApiCapability,
  type ApiServices,
  type Availability,
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

/** The one set of routes through which every action of every capability is offered, previewed and run. */
export function actionRoutes(services: ApiServices, capabilities: readonly ApiCapability[]): Router {
  const engine = engineOf(services, capabilities);
  const { registry } = engine;
  const contextOf = contextFor(services);
  const described = registry.actions.map(describe);
  const router = Router();
  router.get('/actions', (req, res) => {
    contextOf(req);
    res.json(described);
  });
  router.post('/actions/:action', async (req, res) => {
    const { resource, ids = [], filter, input, reason } = bulkRequestSchema.parse(req.body ?? {});
    const asked = {
      action: registry.named(req.params.action, resource),
      input: input ?? {},
      reason: reason ?? null,
      idempotencyKey: idempotencyKeyOf(req),
    };
    if (filter === undefined) res.json(await runOnMany(engine, contextOf(req), { ...asked, targets: ids }));
    else res.status(202).json({ bulkRun: await askForMany(engine, contextOf(req), { ...asked, filter }) });
  });
  router.get('/:resource/:id/actions', async (req, res) => {
    res.json(await offers(engine, contextOf(req), req.params.resource, req.params.id));
  });
  router.post('/:resource/:id/actions/:verb/preview', async (req, res) => {
    const { input } = previewSchema.parse(req.body ?? {});
    res.json(await previewAction(engine, contextOf(req), { ...named(registry, req.params), input: input ?? {} }));
  });
  router.post('/:resource/:id/actions/:verb', async (req, res) => {
    const context = contextOf(req);
    const { input, reason, previewToken } = runSchema.parse(req.body ?? {});
    const run = await runAction(engine, context, {
      ...named(registry, req.params),
      input: input ?? {},
      reason: reason ?? null,
      previewToken: previewToken ?? null,
      idempotencyKey: idempotencyKeyOf(req),
    });
    res.json({ run });
  });
  return router;
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
