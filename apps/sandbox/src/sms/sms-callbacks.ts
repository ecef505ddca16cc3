import { createHmac } from 'node:crypto';
import type { CaughtSms } from './caught-sms.ts';

/** Where the product listens, and the account's token with which Twilio signs what it says there. */
export interface SmsLine {
  statusUrl: string;
  authToken: string;
}

const TIMEOUT_MS = 10_000;
/** Carriers take a moment. */
const DELIVERED_AFTER_MS = 400;

/** Tells the product that a message was delivered, a moment after it was accepted; whoever does not listen misses it. */
export function tellDelivered(line: SmsLine, { sid, account_sid, from, to }: CaughtSms): void {
  const fields = { MessageSid: sid, MessageStatus: 'delivered', AccountSid: account_sid, From: from ?? '', To: to };
  setTimeout(() => void post(line, line.statusUrl, fields).catch(() => {}), DELIVERED_AFTER_MS).unref();
}

/** Somebody writes back to a message. @returns the product's status */
export function replyTo(line: SmsLine, { account_sid, from, to }: CaughtSms, text: string): Promise<number> {
  const fields = { MessageSid: `SM${Date.now()}`, AccountSid: account_sid, From: to, To: from ?? '', Body: text };
  return post(line, line.statusUrl.replace(/\/status(\?.*)?$/, ''), fields);
}

async function post({ authToken }: SmsLine, url: string, fields: Record<string, string>): Promise<number> {
  const signed = Object.keys(fields)
    .toSorted()
    .reduce((sum, name) => sum + name + fields[name], url);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64') },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return answer.status;
}
