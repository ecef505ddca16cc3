import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';
import type { Faults } from '../faults/index.ts';
import type { Mailbox } from './mailbox.ts';

export interface MailServer {
  port: number;
  stop: () => Promise<void>;
}

/** 25 MiB, as large providers allow. */
const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

/**
 * Starts an SMTP server on loopback that accepts every mail except those the faults bounce
 * (550 at RCPT TO, as a provider answers for an unknown mailbox).
 */
export async function startMailServer(options: {
  port: number;
  mailbox: Mailbox;
  faults: Faults;
}): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onRcptTo: ({ address }, _session, done) => done(options.faults.bounces(address) ? unknownMailbox(address) : null),
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      void keep(stream, recipients, { mailbox: options.mailbox, done });
    },
  });
  // A client that disconnects in the middle of a mail is its own trouble, not a reason to fall over.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  return { port: portOf(server.server.address()), stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

interface Receiver {
  mailbox: Mailbox;
  done: (error?: Error) => void;
}

async function keep(stream: SMTPServerDataStream, recipients: string[], { mailbox, done }: Receiver): Promise<void> {
  try {
    await mailbox.receive(await readAll(stream), recipients, new Date());
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function unknownMailbox(address: string): Error {
  return Object.assign(new Error(`5.1.1 <${address}>: recipient address rejected: user unknown`), {
    responseCode: 550,
  });
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The mail server is not listening on a port');
  return address.port;
}
