import { paypalCustomerId } from '@wedsync/domain/billing';
import { z } from 'zod';
import type { Handler } from '../apply/handler.ts';
import { maybeText } from './wire.ts';

/** What each event says to a person; nothing of these is mirrored. */
const words: Readonly<Record<string, string>> = {
  'CHECKOUT.ORDER.APPROVED': 'A PayPal order was approved; its payment is expected',
  'CHECKOUT.ORDER.COMPLETED': 'A PayPal order was completed',
};

const wire = z
  .looseObject({ purchase_units: z.array(z.looseObject({ custom_id: maybeText })).default([]) })
  .catch({ purchase_units: [] });

export const notice: Handler = {
  noun: null,
  fetchable: null,
  money: false,
  deletedBy: [],
  parents: () => [],
  mirror: () => undefined,
  note: (sheet, { event, object }) => {
    const customId = wire.parse(object).purchase_units[0]?.custom_id ?? null;
    sheet.tell({
      type: `paypal.${event.type.toLowerCase()}`,
      provider: 'paypal',
      resource: 'provider-events',
      resourceId: event.eventId,
      customerId: customId === null ? null : paypalCustomerId(customId),
      summary: words[event.type] ?? event.type,
      occurredAt: event.occurredAt,
      timeline: { kind: 'billing' },
    });
  },
};
