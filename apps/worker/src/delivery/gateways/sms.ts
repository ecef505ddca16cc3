import type { OutgoingMessage } from '@wedsync/db/delivery';
import { carrierHeardStop } from '@wedsync/domain/delivery';
import { z } from 'zod';
import { refusalOf, thrownOutcome } from './answers.ts';
import type { Gateway, SendOutcome } from './gateway.ts';

type Options = {
  readonly accountSid: string;
  readonly authToken: () => Promise<string | null>;
  readonly from: string;
  readonly apiBase: string;
  /** Where Twilio tells how far a message got: it names the message by our id, for an answer that is lost takes Twilio's with it. */
  readonly statusUrlOf?: (messageId: string) => string;
  readonly timeoutMs?: number;
};

const defaultTimeoutMs = 15_000;
const acceptedSchema = z.object({ sid: z.string() });
/** Twilio's codes for a number that cannot be written to. */
const noSuchNumber: ReadonlySet<number> = new Set([21_211, 21_214, 21_614]);

/** Text messages through a Twilio-compatible API. There is no idempotency key, so a message of unknown fate is left to a person. */
export function smsGateway(options: Options): Gateway {
  return {
    destination: 'sms',
    whenUnknown: { kind: 'leave' },
    send: async (message) => {
      const token = await options.authToken();
      if (token === null) return { outcome: 'failed', error: 'No SMS token is stored.' };
      try {
        return await readAnswer(await callApi(options, token, message));
      } catch (error) {
        return thrownOutcome(error);
      }
    },
  };
}

function callApi(
  { accountSid, from, apiBase, statusUrlOf, timeoutMs }: Options,
  token: string,
  message: OutgoingMessage,
): Promise<Response> {
  return fetch(new URL(`/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, apiBase), {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}` },
    body: new URLSearchParams({
      To: message.recipient,
      From: from,
      Body: message.text,
      ...(statusUrlOf === undefined ? {} : { StatusCallback: statusUrlOf(message.id) }),
    }),
    signal: AbortSignal.timeout(timeoutMs ?? defaultTimeoutMs),
  });
}

async function readAnswer(response: Response): Promise<SendOutcome> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { outcome: 'sent', providerId: acceptedSchema.parse(body).sid };
  const { code, message } = problemSchema.parse(body ?? {});
  const refusal = refusalOf(response, `${response.status} ${message}`);
  return refusal.outcome === 'refused' ? { ...refusal, recipient: recipientBy(code) } : refusal;
}

function recipientBy(code: number) {
  if (code === carrierHeardStop) return 'said_stop';
  return noSuchNumber.has(code) ? 'gone' : null;
}

const problemSchema = z.object({ code: z.number().catch(0), message: z.string().catch('') });
