import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { Faults } from '../faults/index.ts';
import { startMailServer } from './mail-server.ts';
import type { MailServer } from './mail-server.ts';
import { Mailbox } from './mailbox.ts';

const mailbox = new Mailbox();
const faults = new Faults(() => 0.5);
let server: MailServer | undefined;

afterEach(async () => {
  await server?.stop();
  faults.apply({ mail: { bounceAddresses: [], bounceRate: 0 } });
});

/** Speaks SMTP line by line and returns the server's answers. */
async function speak(port: number, lines: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  const queue = [...lines];
  for await (const line of createInterface({ input: socket })) {
    if (line[3] === '-') continue;
    answers.push(line);
    const next = queue.shift();
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return answers;
}

const message = [
  'From: Back Office <team@wedsync.example>',
  'To: ann@briar.example',
  'Subject: =?utf-8?q?Refund_of_=C2=A310?=',
  '',
  'Hello Ann',
  '.',
];

test('a mail sent by SMTP is caught, parsed, newest first', async () => {
  server = await startMailServer({ port: 0, mailbox, faults });
  await speak(server.port, [
    'EHLO test',
    'MAIL FROM:<team@wedsync.example>',
    'RCPT TO:<ann@briar.example>',
    'DATA',
    message.join('\r\n'),
    'QUIT',
  ]);
  expect(mailbox.list()[0]).toMatchObject({
    from: 'team@wedsync.example',
    to: ['ann@briar.example'],
    subject: 'Refund of £10',
    text: 'Hello Ann\n',
  });
});

test('an address listed to bounce is refused with 550', async () => {
  faults.apply({ mail: { bounceAddresses: ['@briar.example'] } });
  server = await startMailServer({ port: 0, mailbox, faults });
  const answers = await speak(server.port, [
    'EHLO test',
    'MAIL FROM:<team@wedsync.example>',
    'RCPT TO:<ann@briar.example>',
    'QUIT',
  ]);
  expect(answers.some((answer) => answer.startsWith('550 '))).toBe(true);
});
