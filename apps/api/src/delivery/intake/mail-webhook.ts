import { findReported, hearAnswer, hearComplaint, recordReport, type ReportedMessage } from '@wedsync/db/delivery';
import type { Writer } from '@wedsync/db/platform';
import { mailReportsSchema, type MailReport } from '@wedsync/domain/delivery';
import { createId, DomainError, Invalid, limits, systemActor } from '@wedsync/domain/platform';
import { verifySignedBody, type ApiServices, type Webhook } from '../../platform/index.ts';

const provider = 'mail';

/**
 * `POST /api/webhooks/mail`: what became of e-mails, from the mail gateway: delivered, bounced (hard or soft), marked as spam, answered. Each report is
 * taken once; reports of mail that is not ours are passed over.
 */
export function mailWebhook({ env, store, clock, uuids }: ApiServices): Webhook {
  return {
    path: '/webhooks/mail',
    maxBodyBytes: limits.maxWebhookBodyBytes,
    async receive(body, headers) {
      if (env.mailWebhook === null)
        throw new DomainError('unavailable', 'mail-not-configured', 'This installation has no mail webhook secret.');
      verifySignedBody(headers, body, env.mailWebhook.secrets, clock.now());
      const { events } = mailReportsSchema.parse(readJson(body));
      const actor = systemActor('mail-intake', createId('request', uuids.next()));
      for (const event of events)
        await store.transact(actor, async (writer) => {
          const message = await findReported(writer, event.messageId);
          if (message !== undefined) await hear[event.type](writer, message, event);
        });
    },
  };
}

type Hear = (writer: Writer, message: ReportedMessage, event: MailReport) => Promise<unknown>;

const hear: Readonly<Record<MailReport['type'], Hear>> = {
  delivered: (writer, message, event) => recordReport(writer, message, { ...factsOf(event), kind: 'delivered' }),
  bounced: (writer, message, event) =>
    recordReport(writer, message, { ...factsOf(event), kind: event.bounce === 'soft' ? 'soft_bounced' : 'bounced' }),
  complained: (writer, message, event) => hearComplaint(writer, message, factsOf(event)),
  replied: (writer, message, event) => hearAnswer(writer, message, { ...factsOf(event), text: event.text ?? '' }),
};

function factsOf({ id, at, reason }: MailReport) {
  return { provider, eventId: id, at: new Date(at), detail: reason ?? null };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw Invalid({ message: 'The body is not JSON.' }, { cause });
  }
}
