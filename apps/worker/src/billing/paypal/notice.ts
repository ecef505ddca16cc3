import { paypalCustomerId } from '@wedsync/domain/billing';
import { isKeyOf } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Handler } from '../apply/handler.ts';
import { maybeText } from './wire.ts';

/** What each event says to a person; nothing of these is mirrored. */
const words = {
  'paypal.checkout.order.approved': 'A PayPal order was approved; its payment is expected',
  'paypal.checkout.order.completed': 'A PayPal order was completed',
};

const wire = z
  .looseObject({ purchase_units: z.array(z.looseObject({ custom_id: maybeText })).default([]) })
  .catch({ purchase_units: [] });

function customerOf(object: unknown): string | null {
  const customId = wire.parse(object).purchase_units[0]?.custom_id ?? null;
  return customId === null ? null : paypalCustomerId(customId);
}

export const notice: Handler = {
  noun: null,
  fetchable: null,
  money: false,
  deletedBy: [],
  parents: () => [],
  customerOf,
  mirror: () => undefined,
  note: (sheet, { event, object }) => {
    const type = `paypal.${event.type.toLowerCase()}`;
    if (!isKeyOf(words, type)) return;
    sheet.tell({
      type,
      provider: 'paypal',
      resource: 'provider-events',
      resourceId: event.eventId,
      customerId: customerOf(object),
      summary: words[type],
      occurredAt: event.occurredAt,
      timeline: { kind: 'billing' },
    });
  },
};
