import express, { Router, type Request, type Response } from 'express';
import { apiVersion } from '../api-version.ts';
import type { StripeEngine } from '../contract.ts';
import type { Answered } from '../api/calls.ts';
import { httpDoorOf } from '../engine.ts';
import type { StripeErrorBody } from '../errors.ts';
import { readApiKey } from './authenticate.ts';
import { drawFault } from './faults.ts';
import { parseForm } from './form.ts';

/** Largest request body. */
const bodyLimit = '1mb';

/** The API over HTTP, to be mounted at `/`: everything below `/v1` is answered as api.stripe.com would. */
export function stripeRouter(engine: StripeEngine): Router {
  const router = Router();
  const readBody = express.text({ type: () => true, limit: bodyLimit });
  router.use('/v1', readBody, (request: Request, response: Response) => answer(engine, request, response));
  return router;
}

async function answer(engine: StripeEngine, request: Request, response: Response): Promise<void> {
  const refusal = readApiKey(request.headers.authorization);
  if (refusal !== null) return sendError(response, 401, refusal);
  const method = request.method;
  if (method !== 'GET' && method !== 'POST' && method !== 'DELETE')
    return sendError(response, 405, wrongMethod(method));
  const door = httpDoorOf(engine);
  const path = request.originalUrl.split('?')[0] ?? '';
  const fault = drawFault(engine.faults, door.random, method, path);
  if (engine.faults.latencyMs > 0) await pause(engine.faults.latencyMs);
  if (fault === 'throttle') return sendError(response, 429, tooMany);
  if (fault === 'server_error') return sendError(response, 500, brokenInside);
  if (fault === 'timeout_before') return hangUp(engine, request);
  const query = request.originalUrl.split('?')[1] ?? '';
  const body = typeof request.body === 'string' ? request.body : '';
  const answered = door.answer({
    method,
    path,
    params: { ...parseForm(query), ...parseForm(body) },
    idempotencyKey: request.get('idempotency-key'),
  });
  if (fault === 'timeout_after_success') return hangUp(engine, request);
  send(response, answered, request.get('idempotency-key'));
}

function send(response: Response, answered: Answered, idempotencyKey: string | undefined): void {
  response.set('Request-Id', answered.requestId).set('Stripe-Version', apiVersion);
  if (idempotencyKey !== undefined) response.set('Idempotency-Key', idempotencyKey);
  if (answered.replayed) response.set('Idempotent-Replayed', 'true');
  const { answer } = answered;
  if (answer.kind === 'reply') response.status(200).json(answer.reply);
  else sendError(response, answer.status, answer.body);
}

function sendError(response: Response, status: number, error: StripeErrorBody): void {
  response.status(status).json({ error });
}

/** The caller waits and then loses the connection without an answer. */
async function hangUp(engine: StripeEngine, request: Request): Promise<void> {
  await pause(engine.faults.timeoutMs);
  request.socket.destroy();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const tooMany: StripeErrorBody = {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message:
    'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
};

const brokenInside: StripeErrorBody = {
  type: 'api_error',
  message: 'An unknown error occurred. Please try again; if it persists, contact support.',
};

function wrongMethod(method: string): StripeErrorBody {
  return { type: 'invalid_request_error', message: `Unrecognized request method ${method}.` };
}
