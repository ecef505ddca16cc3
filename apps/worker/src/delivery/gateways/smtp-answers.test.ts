import { describe, expect, test } from 'vitest';
import { smtpOutcome } from './smtp-answers.ts';

const said = (command: string, response: string, code = 'EENVELOPE') =>
  smtpOutcome(
    Object.assign(new Error(`No: ${response}`), {
      code,
      command,
      response,
      responseCode: Number(response.slice(0, 3)),
    }),
  );

describe('a mail server that says no', () => {
  test.each([
    '550 5.1.1 <rose@studio.example>: user unknown',
    '550-5.1.1 The account does not exist',
    '550 #5.1.0 Address rejected.',
    '550 No such user here',
    '554 5.1.2 no such domain',
  ])('to the reader, for there is no such mailbox: %s', (response) => {
    expect(said('RCPT TO', response)).toMatchObject({ outcome: 'refused', recipient: 'gone' });
  });

  test.each([
    ['RCPT TO', '550 5.7.1 blocked by the reader'],
    ['RCPT TO', '552 5.2.2 mailbox full'],
    ['RCPT TO', '550 5.1.8 your domain does not exist'],
    ['RCPT TO', '553 not in my list of hosts'],
    ['DATA', '550 5.7.1 looks like spam'],
    ['DATA', '550 5.1.1 no such user'],
  ])('to a message leaves its reader reachable: %s %s', (command, response) => {
    expect(said(command, response)).toMatchObject({ outcome: 'refused', recipient: null });
  });

  test.each([
    ['CONN', '554 5.7.1 your address is on a list', 'EPROTOCOL'],
    ['AUTH PLAIN', '535 5.7.8 wrong password', 'EAUTH'],
    ['MAIL FROM', '550 5.7.1 SPF says no', 'EENVELOPE'],
    ['RCPT TO', '550 relay not permitted', 'EENVELOPE'],
    ['RCPT TO', '450 4.2.0 come back later', 'EENVELOPE'],
  ])('to us has refused nobody: %s %s', (command, response, code) => {
    expect(said(command, response, code)).toMatchObject({ outcome: 'failed' });
  });
});

test('a mail whose server went away without a word may have arrived only once it was handed over', () => {
  const lost = (code: string, text = 'gone') => smtpOutcome(Object.assign(new Error(text), { code })).outcome;
  expect([lost('EDNS'), lost('ESOCKET', 'connect ECONNREFUSED'), lost('ESOCKET'), lost('ETIMEDOUT')]).toEqual([
    'failed',
    'failed',
    'unknown',
    'unknown',
  ]);
});
