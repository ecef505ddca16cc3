import { createHmac, randomUUID } from 'node:crypto';
import type { CaughtMail } from './mailbox.ts';

/** What can become of a mail on demand. */
export const mailFates = ['delivered', 'hard-bounce', 'soft-bounce', 'complaint', 'reply'] as const;
export type MailFate = (typeof mailFates)[number];

export interface MailGatewayOptions {
  apiUrl: string;
  secret: string;
}

const TIMEOUT_MS = 10_000;
const reports = {
  delivered: { type: 'delivered' },
  'hard-bounce': { type: 'bounced', bounce: 'hard', reason: '550 5.1.1 user unknown' },
  'soft-bounce': { type: 'bounced', bounce: 'soft', reason: '452 4.2.2 mailbox full' },
  complaint: { type: 'complained' },
  reply: { type: 'replied' },
} as const;

/** Tells the product what became of a mail, as a mail gateway would: signed, one report. @returns the product's status */
export async function reportMail(
  { apiUrl, secret }: MailGatewayOptions,
  { messageId }: CaughtMail,
  { fate, text }: { fate: MailFate; text: string },
): Promise<number> {
  const event = { id: randomUUID(), messageId, at: new Date().toISOString(), ...reports[fate] };
  const body = JSON.stringify({ events: [{ ...event, ...(fate === 'reply' ? { text: text || 'Thank you!' } : {}) }] });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const answer = await fetch(new URL('/api/webhooks/mail', apiUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-wedsync-timestamp': timestamp,
      'x-wedsync-signature': `sha256=${signature}`,
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return answer.status;
}
