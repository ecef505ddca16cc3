import { createHash, createPrivateKey, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Authority } from './certificates/authority.ts';
import type { PaypalEvent } from './contract.ts';

export interface WebhookIdentity {
  readonly authority: Pick<Authority, 'signer'>;
  /** The id PayPal gave the product's webhook. */
  readonly webhookId: string;
  /** Where the signer's certificate is served. */
  readonly certUrl: string;
}

/**
 * The headers of one delivery. The signature covers id, time, webhook and the CRC32 of the body, as PayPal's does; the transmission keeps its id
 * however often it is tried.
 */
export function signWebhook(
  body: string,
  event: Pick<PaypalEvent, 'id'>,
  { authority, webhookId, certUrl }: WebhookIdentity,
  now = new Date(),
): Record<string, string> {
  const id = uuidOf(event.id);
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const text = `${id}|${time}|${webhookId}|${crc32(body)}`;
  return {
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': sign('sha256', Buffer.from(text), createPrivateKey(authority.signer.key)).toString(
      'base64',
    ),
    'paypal-cert-url': certUrl,
    'paypal-auth-algo': 'SHA256withRSA',
  };
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
