import express, { Router } from 'express';
import type { Request, Response } from 'express';
import type { Faults } from '../faults/index.ts';
import { slackMethods } from './slack-methods.ts';
import type { SlackReply } from './slack-methods.ts';
import type { SlackWorkspace } from './workspace.ts';

/** Slack's own limit of a Web API body. */
const BODY_LIMIT = '1mb';

/**
 * The Slack Web API stand-in, mounted where `slackApiUrl` points: `/<method>` by POST or GET, form or JSON,
 * token as bearer header or argument. Errors are `{ok: false, error}` with status 200, as Slack answers.
 */
export function slackRouter(workspace: SlackWorkspace, faults: Faults): Router {
  const router = Router();
  router.use(express.urlencoded({ extended: false, limit: BODY_LIMIT }), express.json({ limit: BODY_LIMIT }));
  router.all('/:method', (request, response) => {
    const failure = faults.takeSlackFailure();
    if (failure === 'ratelimited') return rateLimited(response, faults.state.slack.retryAfterSeconds);
    if (failure) return void response.status(500).json({ ok: false, error: failure });
    return void response.json(reply(request, workspace));
  });
  return router;
}

function rateLimited(response: Response, retryAfterSeconds: number): void {
  response.status(429).set('Retry-After', String(retryAfterSeconds)).json({ ok: false, error: 'ratelimited' });
}

function reply(request: Request<{ method: string }>, workspace: SlackWorkspace): SlackReply {
  const method = slackMethods[request.params.method];
  if (!method) return { ok: false, error: 'unknown_method', req_method: request.params.method };
  const parameters = { ...parametersOf(request.query), ...parametersOf(request.body) };
  if (!isSignedIn(request, parameters)) return { ok: false, error: 'not_authed' };
  return method(parameters, workspace);
}

function isSignedIn(request: Request<{ method: string }>, parameters: Record<string, unknown>): boolean {
  return Boolean(request.headers.authorization?.startsWith('Bearer ') || parameters.token);
}

/** Form bodies carry blocks, attachments and metadata as JSON text. */
function parametersOf(source: unknown): Record<string, unknown> {
  if (typeof source !== 'object' || source === null) return {};
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
