import type { OutgoingMessage } from '@wedsync/db/delivery';
import { withUnsubscribe } from '@wedsync/domain/delivery';
import { createTransport } from 'nodemailer';
import { fieldOf, textOf, type Gateway, type SendOutcome } from './gateway.ts';

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
/** Errors from before the message was handed over: it surely did not leave. */
const beforeHandover: ReadonlySet<unknown> = new Set([
  'ECONNECTION',
  'EDNS',
  'ETLS',
  'EAUTH',
  'EENVELOPE',
  'EPROTOCOL',
]);

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
        if (letter === null) return { outcome: 'refused', error: 'What it asks for is over.', bounced: false };
        const sent = await transport.sendMail(mailOf(letter, { from, domain, unsubscribe: unsubscribeUrl(message) }));
        return { outcome: 'sent', providerId: sent.messageId };
      } catch (error) {
        return outcomeOf(error);
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

/** 5xx is final and 4xx passing (RFC 5321); without a reply it depends on whether the message had been handed over. */
function outcomeOf(error: unknown): SendOutcome {
  const code = fieldOf(error, 'responseCode');
  const text = textOf(error);
  if (typeof code === 'number' && code >= 500)
    return { outcome: 'refused', error: text, bounced: isNoSuchMailbox(code, text) };
  if (typeof code === 'number' && code >= 400) return { outcome: 'failed', error: text };
  return {
    outcome: beforeHandover.has(fieldOf(error, 'code')) || isRefusedConnection(error) ? 'failed' : 'unknown',
    error: text,
  };
}

function isNoSuchMailbox(code: number, text: string): boolean {
  return code === 550 || code === 551 || code === 553 || /\b5\.1\.[1-3]\b/.test(text);
}

function isRefusedConnection(error: unknown): boolean {
  return fieldOf(error, 'code') === 'ESOCKET' && /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(textOf(error));
}
