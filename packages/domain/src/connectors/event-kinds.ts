import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

/** What taking in from outside tells. */
export const connectorEventKinds = {
  'card-number.scrubbed': eventKind({
    description: 'A card number arrived where none belongs, and was removed before storing.',
    payload: z.strictObject({ numbers: z.int() }),
    example: { numbers: 1 },
  }),
  'provider-events.replayed': plainEventKind('Somebody had events of a provider applied again.'),
  'product.reported': eventKind({
    description:
      'The host application reported something that a supplier did and that somebody in the house follows; news only.',
    payload: z.strictObject({ eventId: z.string(), name: z.string() }),
    example: { eventId: 'evt_1', name: 'login' },
  }),
  'referral.reported': eventKind({
    description: 'The host application reported an invite of a supplier to a colleague, or that one was accepted.',
    payload: z.strictObject({ eventId: z.string(), name: z.string() }),
    example: { eventId: 'evt_1', name: 'referral.accepted' },
  }),
};
