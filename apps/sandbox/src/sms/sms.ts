import { randomBytes } from 'node:crypto';
import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Faults } from '../faults/index.ts';
import type { CaughtSms } from './caught-sms.ts';
import { tellDelivered } from './sms-callbacks.ts';
import type { SmsLine } from './sms-callbacks.ts';

const MAX_MESSAGES = 2_000;
const SEGMENT_CHARACTERS = 160;

/** Keeps the text messages the product sent, newest first. */
export class SmsLog {
  private messages: CaughtSms[] = [];
  /** Where the product listened last; not kept, for it holds a secret. */
  line: SmsLine | null = null;
  /** Whoever reads what arrives. */
  onAdd: (message: CaughtSms) => void = () => {};

  add(message: CaughtSms): void {
    this.messages = [message, ...this.messages].slice(0, MAX_MESSAGES);
    this.onAdd(message);
  }

  list(): readonly CaughtSms[] {
    return this.messages;
  }

  find(sid: string): CaughtSms | undefined {
    return this.messages.find((message) => message.sid === sid);
  }

  snapshot(): CaughtSms[] {
    return this.messages;
  }

  restore(messages: CaughtSms[]): void {
    this.messages = messages;
  }
}

const messageForm = z.object({
  To: z.string().regex(/^\+[1-9]\d{6,14}$/),
  Body: z.string().min(1).max(1_600),
  From: z.string().min(1).optional(),
  MessagingServiceSid: z.string().min(1).optional(),
  StatusCallback: z.url().optional(),
});

/** The Twilio-compatible door: `POST /2010-04-01/Accounts/:sid/Messages.json` with HTTP basic authentication. */
export function smsRouter(log: SmsLog, faults: Faults): Router {
  const router = Router();
  router.post(
    '/2010-04-01/Accounts/:sid/Messages.json',
    express.urlencoded({ extended: false }),
    (request, response) => {
      if (!request.headers.authorization?.startsWith('Basic ')) return fail(response, 401, 20_003, 'Authenticate');
      if (faults.takeSmsFailure()) return fail(response, 500, 20_500, 'An internal server error has occurred');
      return accept(request, response, log);
    },
  );
  return router;
}

function accept(request: Request<{ sid: string }>, response: Response, log: SmsLog): void {
  const form = messageForm.safeParse(request.body ?? {});
  if (!form.success) return refuse(response, form.error);
  const { To, Body, From, MessagingServiceSid, StatusCallback } = form.data;
  if (!From && !MessagingServiceSid) {
    return fail(response, 400, 21_603, "A 'From' phone number or 'MessagingServiceSid' is required");
  }
  const message = caughtSms({
    account: request.params.sid,
    to: To,
    body: Body,
    from: From,
    service: MessagingServiceSid,
  });
  log.add(message);
  const authToken = tokenOf(request);
  if (StatusCallback !== undefined && authToken !== null) {
    log.line = { statusUrl: StatusCallback, authToken };
    tellDelivered(log.line, message);
  }
  response.status(201).json(message);
}

/** The password of HTTP basic authentication. */
function tokenOf(request: Request<{ sid: string }>): string | null {
  const [, encoded = ''] = request.headers.authorization?.split(' ') ?? [];
  const [, token = null] = Buffer.from(encoded, 'base64').toString().split(':');
  return token;
}

function refuse(response: Response, error: z.ZodError): void {
  const field = String(error.issues[0]?.path[0] ?? 'To');
  if (field === 'Body') return fail(response, 400, 21_602, 'Message body is required');
  return fail(response, 400, 21_211, `Invalid '${field}' phone number`);
}

function fail(response: Response, status: number, code: number, message: string): void {
  response.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

interface Draft {
  account: string;
  to: string;
  body: string;
  from: string | undefined;
  service: string | undefined;
}

function caughtSms({ account, to, body, from, service }: Draft): CaughtSms {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
  // Twilio writes RFC 2822 dates.
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return {
    sid,
    account_sid: account,
    api_version: '2010-04-01',
    body,
    date_created: now,
    date_updated: now,
    date_sent: null,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: from ?? null,
    messaging_service_sid: service ?? null,
    num_media: '0',
    num_segments: String(Math.ceil(body.length / SEGMENT_CHARACTERS)),
    price: null,
    price_unit: 'USD',
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}
