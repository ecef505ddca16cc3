import { z } from 'zod';
import { eventKind } from '../platform/index.ts';

/** What people's word about being written to tells. */
export const privacyEventKinds = {
  'consent.changed': eventKind({
    description: 'A contact agreed to being written to for a purpose by a channel, or said no to it.',
    payload: z.strictObject({
      contactId: z.string(),
      purpose: z.string(),
      channel: z.string(),
      state: z.string(),
      source: z.string(),
    }),
    example: { contactId: 'con_1', purpose: 'marketing', channel: 'email', state: 'denied', source: 'unsubscribe' },
  }),
};
