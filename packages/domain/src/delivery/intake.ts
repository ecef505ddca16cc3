import { cutText, instantSchema, limits } from '@wedsync/domain/platform';
import { storableText } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** What people and mail servers wrote is cut, never refused: a bounce counts whatever it says, and so does an answer that is only a picture. */
const words = (maxChars: number) =>
  z
    .string()
    .transform((text) => cutText(text, maxChars).trim() || null)
    .nullish();

/** What a mail gateway tells us of one e-mail; adapters for other gateways translate into this. */
const mailReportSchema = z.object({
  /** The gateway's id of this report; the same is taken once. */
  id: storableText(200),
  type: z.enum(['delivered', 'bounced', 'complained', 'replied']),
  /** The Message-ID the e-mail left with, angle brackets and all; of a reply, the one it answers. */
  messageId: storableText(400),
  /** Hard: there is no such mailbox. Soft: try again. */
  bounce: z.enum(['hard', 'soft']).default('hard'),
  reason: words(limits.maxErrorTextChars),
  /** The plain words of a reply. */
  text: words(20_000),
  at: instantSchema,
});
export type MailReport = z.infer<typeof mailReportSchema>;

/** The envelope of a post. Its reports are judged one by one: an odd one costs the others nothing. */
export const mailReportsSchema = z.object({ events: z.array(z.unknown()).min(1).max(200) });

/** @returns the reports that can be read, and what is wrong with each other one */
export function readMailReports(events: readonly unknown[]): {
  readonly reports: readonly MailReport[];
  readonly unreadable: readonly string[];
} {
  const judged = events.map((event) => mailReportSchema.safeParse(event));
  return {
    reports: judged.flatMap(({ data }) => data ?? []),
    unreadable: judged.flatMap(({ error }) => (error === undefined ? [] : z.prettifyError(error))),
  };
}

/** Twilio's words for where a text message stands, and ours; those in between say nothing new. */
export const smsStatuses: Readonly<Record<string, 'delivered' | 'failed'>> = {
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

/** Twilio's codes for numbers that no further attempt reaches: unknown, landline, not mobile. */
export const deadNumberCodes: ReadonlySet<string> = new Set(['30005', '30006', '21211', '21614']);

/** Twilio's code for a number whose owner answered STOP to the carrier, who then passes on none of our texts. */
export const carrierHeardStop = 21_610;

/** What the reader of a message in the app did with it. */
export const inAppAcknowledgementSchema = z.strictObject({ action: z.enum(['seen', 'clicked', 'dismissed']) });
