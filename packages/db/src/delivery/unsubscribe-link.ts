import { createHmac, timingSafeEqual } from 'node:crypto';

/** What makes the address under which the reader of a message ends such messages: nobody but us can make one. It does not expire. */
export function unsubscribeToken(secret: string, messageId: string): string {
  return `${messageId}.${signatureOf(secret, messageId).toString('base64url')}`;
}

/** @returns the message a token speaks of, or null when we did not make it */
export function messageOfToken(secret: string, token: string): string | null {
  const [messageId = '', signature = ''] = token.split('.');
  const [given, expected] = [Buffer.from(signature, 'base64url'), signatureOf(secret, messageId)];
  return given.length === expected.length && timingSafeEqual(given, expected) ? messageId : null;
}

function signatureOf(secret: string, messageId: string): Buffer {
  return createHmac('sha256', secret).update(`unsubscribe:${messageId}`).digest();
}
