import { instantSchema } from '@wedsync/domain/platform';
import { storableText } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** What a mail gateway tells us of one e-mail; adapters for other gateways translate into this. */
const mailReportSchema = z.object({
  /** The gateway's id of this report; the same is taken once. */
  id: z.string().min(1).max(200),
  type: z.enum(['delivered', 'bounced', 'complained', 'replied']),
  /** The Message-ID the e-mail left with, angle brackets and all; of a reply, the one it answers. */
  messageId: z.string().min(3).max(400),
  /** Hard: there is no such mailbox. Soft: try again. */
  bounce: z.enum(['hard', 'soft']).default('hard'),
  reason: storableText(1_000).nullish(),
  /** The plain words of a reply. */
  text: storableText(20_000).nullish(),
  at: instantSchema,
});
export type MailReport = z.infer<typeof mailReportSchema>;

export const mailReportsSchema = z.object({ events: z.array(mailReportSchema).min(1).max(200) });

/** Twilio's words for where a text message stands, and ours; those in between say nothing new. */
export const smsStatuses: Readonly<Record<string, 'delivered' | 'failed'>> = {
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

/** Twilio's codes for numbers that no further attempt reaches: unknown, landline, not mobile. */
export const deadNumberCodes: ReadonlySet<string> = new Set(['30005', '30006', '21211', '21614']);

/** What the reader of a message in the app did with it. */
export const inAppAcknowledgementSchema = z.strictObject({ action: z.enum(['seen', 'clicked', 'dismissed']) });
