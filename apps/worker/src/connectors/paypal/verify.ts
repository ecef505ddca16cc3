import { verify } from 'node:crypto';
import type { PaypalTransmissionToDecide } from '@wedsync/db/connectors';
import { signedByPaypal, type PaypalRefusal } from '@wedsync/domain/connectors';
import { z } from 'zod';
import type { SignerOf } from './certificates.ts';
import type { PaypalClient } from './client.ts';

/** Why a delivery is not PayPal's; null when it is. @throws DomainError unavailable … when that cannot be told now */
export type Verify = (delivery: PaypalTransmissionToDecide, now: Date) => Promise<PaypalRefusal | null>;

/** Checked here: PayPal's certificate, and its signature over the CRC32 of the body. */
export function offline(signerOf: SignerOf, webhookId: string): Verify {
  return async (delivery, now) => {
    const key = await signerOf(delivery.certUrl, now);
    if (key === null) return 'certificate-wrong';
    const text = signedByPaypal(
      { id: delivery.transmissionId, sentAtText: delivery.sentAtText },
      webhookId,
      delivery.bodyCrc32,
    );
    const right = verify('sha256', Buffer.from(text), key, Buffer.from(delivery.signature, 'base64'));
    return right ? null : 'signature-wrong';
  };
}

const verdict = z.looseObject({ verification_status: z.enum(['SUCCESS', 'FAILURE']) });

/** PayPal is asked. The event goes back letter by letter, because PayPal hashes its text; what had a card number in it is checked here instead. */
export function postback(client: PaypalClient, webhookId: string, instead: Verify): Verify {
  return async (delivery, now) => {
    if (delivery.scrubbedNumbers > 0) return instead(delivery, now);
    const head = {
      auth_algo: delivery.authAlgo,
      cert_url: delivery.certUrl,
      transmission_id: delivery.transmissionId,
      transmission_sig: delivery.signature,
      transmission_time: delivery.sentAtText,
      webhook_id: webhookId,
    };
    const body = `${JSON.stringify(head).slice(0, -1)},"webhook_event":${delivery.payload}}`;
    const answer = verdict.parse(await client.post('/v1/notifications/verify-webhook-signature', body));
    return answer.verification_status === 'SUCCESS' ? null : 'signature-wrong';
  };
}
