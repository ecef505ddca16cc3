import {
  contactsWithPhone,
  findReported,
  hearAnswer,
  hearStopOfCarrier,
  heedWord,
  latestTextTo,
  recordReport,
} from '@wedsync/db/delivery';
import { carrierHeardStop, deadNumberCodes, smsStatuses, type ReportKind } from '@wedsync/domain/delivery';
import { createId, cutText, defineError, systemActor } from '@wedsync/domain/platform';
import type { Request } from 'express';
import { z } from 'zod';
import { defineOpenDoor, type ApiServices, type Door } from '../../platform/index.ts';
import { isSignedByTwilio } from './twilio-signature.ts';

const maxBodyBytes = 20_000;
const NotConfigured = defineError(
  'unavailable',
  'sms-not-configured',
  () => 'This installation sends no text messages.',
);
const NotTwilio = defineError('forbidden', 'signature-wrong', () => 'The signature is missing or does not match.');

const statusSchema = z.object({
  MessageSid: z.string().min(1).max(64),
  MessageStatus: z.string().max(32),
  ErrorCode: z.string().max(16).optional(),
});
const answerSchema = z.object({
  MessageSid: z.string().min(1).max(64),
  From: z.string().regex(/^\+\d{6,15}$/),
  Body: z.string().default(''),
});

/** What Twilio tells us, in form posts signed with the account's token. */
export const smsDoors: readonly Door[] = [
  defineOpenDoor({
    method: 'post',
    path: '/webhooks/sms/status',
    summary: 'Tell where a text message stands',
    description: 'A form post, signed as Twilio does (X-Twilio-Signature).',
    maxFormBytes: maxBodyBytes,
    documentedBody: statusSchema,
    status: 204,
    async answer({ req, ...services }) {
      const { store, clock } = services;
      const { MessageSid, MessageStatus, ErrorCode } = statusSchema.parse(verified(services, req));
      const status = smsStatuses[MessageStatus];
      if (status === undefined) return;
      await store.transact(actorOf(services), async (writer) => {
        // Our id stands in the address, which is signed like the rest: Twilio's may be unknown to us yet, or for ever.
        const id = typeof req.query.message === 'string' ? req.query.message : MessageSid;
        const message = await findReported(writer, id);
        if (message?.channel !== 'sms') return;
        const dead = ErrorCode !== undefined && deadNumberCodes.has(ErrorCode);
        const kind: ReportKind = status === 'failed' && dead ? 'bounced' : status;
        const detail = ErrorCode === undefined ? null : `The carrier said ${ErrorCode}.`;
        const eventId = `${MessageSid}:${MessageStatus}`;
        const told = { provider: 'twilio', eventId, providerId: MessageSid, at: clock.now() };
        if (!(await recordReport(writer, message, { ...told, kind, detail }))) return;
        if (ErrorCode === String(carrierHeardStop)) await hearStopOfCarrier(writer, message, clock.now());
      });
    },
  }),
  defineOpenDoor({
    method: 'post',
    path: '/webhooks/sms',
    summary: 'Tell what somebody wrote back to a text message',
    description:
      'A form post, signed as Twilio does (X-Twilio-Signature). The answer is TwiML that sends nothing back.',
    maxFormBytes: maxBodyBytes,
    documentedBody: answerSchema,
    produces: 'text/xml',
    async answer({ req, res, ...services }) {
      const { store, clock } = services;
      const { MessageSid, From, Body } = answerSchema.parse(verified(services, req));
      const answer = { text: cutText(Body, maxBodyBytes), provider: 'twilio', eventId: MessageSid, at: clock.now() };
      await store.transact(actorOf(services), async (writer) => {
        const message = await latestTextTo(writer, From);
        // A START told again after a STOP is the old one.
        if (message !== undefined && !(await hearAnswer(writer, message, answer))) return;
        const people = await contactsWithPhone(writer, From);
        await heedWord(writer, people, { ...answer, channel: 'sms', messageId: message?.id ?? null });
      });
      // Twilio reads TwiML; an empty answer sends nothing back.
      res.type('text/xml').send('<Response/>');
    },
  }),
];

const actorOf = ({ uuids }: ApiServices) => systemActor('sms-intake', createId('request', uuids.next()));

/** @throws NotConfigured and NotTwilio */
function verified({ env }: ApiServices, req: Request): Record<string, string> {
  if (env.smsWebhook === null) throw NotConfigured(undefined);
  const fields = z.record(z.string(), z.string()).catch({}).parse(req.body);
  const url = `${env.http.publicUrl.replace(/\/$/, '')}${req.originalUrl}`;
  const header = req.get('x-twilio-signature');
  if (!isSignedByTwilio(header, { url, fields, authToken: env.smsWebhook.authToken })) throw NotTwilio(undefined);
  return fields;
}
