import { verify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Authority } from '../certificates/authority.ts';
import type { PaypalEngine } from '../engine.ts';
import { report, whyRefused } from '../reporting.ts';
import { iso } from '../wire.ts';
import { failOnDemand } from './faults.ts';
import { refuse } from './problems.ts';
import { refunds, resources, subscriptionVerbs } from './resources.ts';

export interface PaypalDoor {
  readonly engine: PaypalEngine;
  readonly authority: Authority;
  readonly random: () => number;
}

/** PayPal's API: mounted under a path of its own, because its /v1 is not Stripe's. */
export function paypalRouter({ engine, authority, random }: PaypalDoor): Router {
  const router = Router();
  router.use(express.json({ limit: '2mb', verify: keepEventText }));
  router.post('/v1/oauth2/token', express.urlencoded({ extended: false }), token);
  router.use(authenticated, failOnDemand(engine.faults, random));
  router.use(resources(engine), subscriptionVerbs(engine), refunds(engine));
  router.get('/v1/reporting/transactions', (request, response) => transactions(engine, request, response));
  router.get('/v1/notifications/webhooks-events', (request, response) => eventsOf(engine, request, response));
  router.post('/v1/notifications/verify-webhook-signature', (request, response) =>
    postback(authority, request, response),
  );
  return router;
}

/** What follows `"webhook_event":` in a postback, byte for byte; it is the last field, as PayPal's own libraries write it. */
function keepEventText(request: object, _response: unknown, body: Buffer): void {
  const [, text] = /"webhook_event"\s*:\s*([\s\S]*)\}\s*$/.exec(body.toString('utf8')) ?? [];
  if (text !== undefined) Reflect.set(request, 'eventText', text);
}

/** Where webhooks say their certificate is. */
export function certificateRouter(authority: Pick<Authority, 'chain'>): Router {
  return Router().get('/v1/notifications/certs/:id', (_request, response) => {
    response.type('application/x-pem-file').send(authority.chain);
  });
}

function token(request: Request, response: Response): void {
  if (!/^Basic .+/.test(request.get('authorization') ?? ''))
    return refuse(response, 401, 'invalid_client', 'Client Authentication failed');
  response.json({
    scope: 'https://uri.paypal.com/services/subscriptions',
    access_token: 'A21-sandbox',
    token_type: 'Bearer',
    app_id: 'APP-SANDBOX',
    expires_in: 32_400,
    nonce: 'sandbox',
  });
}

function authenticated(request: Request, response: Response, next: NextFunction): void {
  if (request.get('authorization') === 'Bearer A21-sandbox') next();
  else
    refuse(response, 401, 'AUTHENTICATION_FAILURE', 'Authentication failed due to invalid authentication credentials.');
}

const reportQuery = z.object({
  start_date: z.coerce.date(),
  end_date: z.coerce.date(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(100),
  balance_affecting_records_only: z.enum(['Y', 'N']).default('Y'),
  fields: z.string().optional(),
});

function transactions(engine: PaypalEngine, request: Request, response: Response): void {
  const asked = reportQuery.safeParse(request.query);
  if (!asked.success) return refuse(response, 400, 'INVALID_REQUEST', z.prettifyError(asked.error));
  const query = {
    start: asked.data.start_date,
    end: asked.data.end_date,
    page: asked.data.page,
    pageSize: asked.data.page_size,
    balanceAffectingOnly: asked.data.balance_affecting_records_only === 'Y',
  };
  const why = whyRefused(query, engine.now());
  if (why !== null) return refuse(response, 400, 'INVALID_REQUEST', why);
  const found = report(engine.kernel, query, engine.faults.reportingLagMinutes * 60);
  if (found === null)
    return refuse(response, 400, 'RESULTSET_TOO_LARGE', 'Result set size is greater than the maximum limit.');
  response.json(found);
}

const eventsQuery = z.object({
  start_time: z.coerce.date().optional(),
  end_time: z.coerce.date().optional(),
  page_size: z.coerce.number().int().min(1).max(300).default(10),
});

/** Newest first, as at PayPal; the next page ends just before the last event of this one. */
function eventsOf(engine: PaypalEngine, request: Request, response: Response): void {
  const asked = eventsQuery.safeParse(request.query);
  if (!asked.success) return refuse(response, 400, 'INVALID_REQUEST', z.prettifyError(asked.error));
  const { start_time, end_time, page_size } = asked.data;
  const from = start_time === undefined ? '' : iso(Math.floor(start_time.getTime() / 1_000));
  const to = end_time === undefined ? '~' : iso(Math.floor(end_time.getTime() / 1_000));
  const found = engine.kernel.state.events.filter(({ create_time }) => create_time >= from && create_time <= to);
  response.json({
    events: found.toReversed().slice(0, page_size),
    count: Math.min(found.length, page_size),
    links: [],
  });
}

const transmission = z.object({
  auth_algo: z.string(),
  transmission_id: z.string(),
  transmission_sig: z.string(),
  transmission_time: z.string(),
  webhook_id: z.string(),
});

/** The body's own bytes count, so the event is cut out of the request as it was written. */
function postback(authority: Authority, request: Request, response: Response): void {
  const asked = transmission.safeParse(request.body);
  if (!asked.success) return refuse(response, 400, 'VALIDATION_ERROR', 'Invalid request - see details.');
  const { transmission_id, transmission_time, webhook_id, transmission_sig } = asked.data;
  const raw: unknown = Reflect.get(request, 'eventText');
  const text = `${transmission_id}|${transmission_time}|${webhook_id}|${crc32(typeof raw === 'string' ? raw : '')}`;
  const { publicKey } = new X509Certificate(authority.signer.certificate);
  const right = verify('sha256', Buffer.from(text), publicKey, Buffer.from(transmission_sig, 'base64'));
  response.json({ verification_status: right ? 'SUCCESS' : 'FAILURE' });
}
