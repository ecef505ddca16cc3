import type { OutgoingMessage } from '@wedsync/db/delivery';
import { withUnsubscribe } from '@wedsync/domain/delivery';
import { createTransport } from 'nodemailer';
import type { Gateway } from './gateway.ts';
import { smtpOutcome } from './smtp-answers.ts';

type Options = {
  readonly url: string;
  readonly from: string;
  /** Where the reader of a message ends such messages; null for messages that cannot be ended. */
  readonly unsubscribeUrl?: (message: OutgoingMessage) => string | null;
  /** The letter as it leaves; null when it is over. */
  readonly letterOf?: (message: OutgoingMessage) => Promise<OutgoingMessage | null>;
  readonly timeoutMs?: number;
};

const defaultTimeoutMs = 20_000;
/** E-mail through an SMTP server. The Message-ID is ours and stays over repeats, so a mail that arrives twice is recognised as one. */
export function smtpGateway({
  url,
  from,
  unsubscribeUrl = () => null,
  letterOf = async (message) => message,
  timeoutMs = defaultTimeoutMs,
}: Options): Gateway & { close(): void } {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  const domain = from.match(/@([^>\s]+)/)?.[1] ?? 'wedsync.example';
  return {
    destination: 'smtp',
    whenUnknown: { kind: 'repeat' },
    close: () => transport.close(),
    send: async (message) => {
      try {
        const letter = await letterOf(message);
        if (letter === null) return { outcome: 'refused', error: 'What it asks for is over.', recipient: null };
        const sent = await transport.sendMail(mailOf(letter, { from, domain, unsubscribe: unsubscribeUrl(message) }));
        return { outcome: 'sent', providerId: sent.messageId };
      } catch (error) {
        return smtpOutcome(error);
      }
    },
  };
}

type Envelope = { readonly from: string; readonly domain: string; readonly unsubscribe: string | null };

function mailOf(message: OutgoingMessage, { from, domain, unsubscribe }: Envelope) {
  const { text, html } = unsubscribe === null ? message : withUnsubscribe(message, unsubscribe);
  return {
    from,
    to:
      message.recipientName === null ? message.recipient : { name: message.recipientName, address: message.recipient },
    subject: message.subject,
    text,
    ...(html === null ? {} : { html }),
    messageId: `<${message.id}@${domain}>`,
    headers: {
      'X-WedSync-Template': message.template,
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe === null ? {} : oneClick(unsubscribe)),
    },
    date: message.createdAt,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The button of the reader's own mail program (RFC 2369 and 8058). */
function oneClick(url: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
