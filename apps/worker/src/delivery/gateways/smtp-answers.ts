import { fieldOf, textOf, type SendOutcome } from './gateway.ts';

/** Errors from before the message was handed over: it surely did not leave. */
const beforeHandover: ReadonlySet<unknown> = new Set([
  'ECONNECTION',
  'EDNS',
  'ETLS',
  'EAUTH',
  'EENVELOPE',
  'EPROTOCOL',
]);
/** Only here does a server judge this reader or this message; what it refuses before that, it refuses us. */
const aboutMessage: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA']);
/** Of the codes about addresses (RFC 3463, 5.1.x) those about the reader's; 7 and 8 are about ours. */
const noSuchMailbox: ReadonlySet<string> = new Set(['0', '1', '2', '3', '6', '10']);

/** 4xx is passing (RFC 5321), and so is 5xx while it is about us; without a reply it depends on whether the message had been handed over. */
export function smtpOutcome(error: unknown): SendOutcome {
  const [code, command, replied] = ['code', 'command', 'responseCode'].map((field) => fieldOf(error, field));
  const text = textOf(error);
  if (typeof replied !== 'number')
    return { outcome: beforeHandover.has(code) || isRefusedConnection(code, text) ? 'failed' : 'unknown', error: text };
  if (replied < 500 || !aboutMessage.has(command)) return { outcome: 'failed', error: text };
  if (command === 'DATA') return { outcome: 'refused', error: text, recipient: null };
  return ofRecipient(String(fieldOf(error, 'response') ?? text), text);
}

/** What a server says of an address; some say nothing but 550, and some refuse to pass our mail on only here. */
function ofRecipient(reply: string, error: string): SendOutcome {
  const [, status, subject, detail = ''] = /^(\d{3})[ -](?:#?5\.(\d{1,3})\.(\d{1,3})\b)?/.exec(reply) ?? [];
  const bare = subject === undefined;
  if (bare && /\b(relay|authenticat)/i.test(reply)) return { outcome: 'failed', error };
  const gone = bare ? status === '550' : subject === '1' && noSuchMailbox.has(detail);
  return { outcome: 'refused', error, recipient: gone ? 'gone' : null };
}

function isRefusedConnection(code: unknown, text: string): boolean {
  return code === 'ESOCKET' && /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(text);
}
