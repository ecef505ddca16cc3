import { findReported, hearAnswer, hearComplaint, recordReport, type ReportedMessage } from '@wedsync/db/delivery';
import { isDatabaseAway, type Writer } from '@wedsync/db/platform';
import { mailReportsSchema, readMailReports, type MailReport } from '@wedsync/domain/delivery';
import { createId, DomainError, Invalid, limits, systemActor } from '@wedsync/domain/platform';
import { defineWebhook, verifySignedBody } from '../../platform/index.ts';

const provider = 'mail';

/**
 * What became of e-mails, from the mail gateway. Each report is taken once and by itself: one that cannot be heard keeps none behind it from being heard.
 * Reports of mail that is not ours are passed over.
 */
export const mailWebhook = defineWebhook({
  path: '/webhooks/mail',
  summary: 'Tell what became of e-mails: delivered, bounced, marked as spam, answered',
  description: 'Signed: HMAC-SHA256 over `timestamp.body`, five minutes of tolerance.',
  body: mailReportsSchema,
  maxBodyBytes: limits.maxWebhookBodyBytes,
  prepare: ({ env, store, clock, uuids, log }) => ({
    async receive(body, headers) {
      if (env.mailWebhook === null)
        throw new DomainError('unavailable', 'mail-not-configured', 'This installation has no mail webhook secret.');
      verifySignedBody(headers, body, env.mailWebhook.secrets, clock.now());
      const { events } = mailReportsSchema.parse(readJson(body));
      const { reports, unreadable } = readMailReports(events);
      if (unreadable.length > 0) log.warn({ unreadable }, 'reports of e-mail could not be read');
      if (reports.length === 0) throw Invalid({ message: `None of the reports can be read. ${unreadable[0] ?? ''}` });
      const actor = systemActor('mail-intake', createId('request', uuids.next()));
      const failures: unknown[] = [];
      for (const report of reports)
        await store
          .transact(actor, async (writer) => {
            const message = await findReported(writer, report.messageId);
            if (message !== undefined) await hear[report.type](writer, message, heardBy(clock.now(), report));
          })
          .catch((error: unknown) => {
            if (isDatabaseAway(error)) throw error;
            failures.push(error);
          });
      // The gateway sends the whole post again; those that were heard are not heard twice.
      if (failures.length > 0) throw failures[0];
    },
  }),
});

type Hear = (writer: Writer, message: ReportedMessage, event: MailReport) => Promise<unknown>;

const hear: Readonly<Record<MailReport['type'], Hear>> = {
  delivered: (writer, message, event) => recordReport(writer, message, { ...factsOf(event), kind: 'delivered' }),
  bounced: (writer, message, event) =>
    recordReport(writer, message, { ...factsOf(event), kind: event.bounce === 'soft' ? 'soft_bounced' : 'bounced' }),
  complained: (writer, message, event) => hearComplaint(writer, message, factsOf(event)),
  replied: (writer, message, event) => hearAnswer(writer, message, { ...factsOf(event), text: event.text ?? '' }),
};

/** A gateway whose clock is wrong still reports what happened: at the latest now, and not before there was mail. */
function heardBy(now: Date, report: MailReport): MailReport {
  const at = Date.parse(report.at);
  return at >= 0 && at <= now.getTime() ? report : { ...report, at: now.toISOString() };
}

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
