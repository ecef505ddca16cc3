import { sendBillingLetter } from '@wedsync/db/billing';
import { isNews } from '@wedsync/domain/delivery';
import type { Consumer } from '../../platform/index.ts';

/** Which event makes which letter; its facts are read from the tables when it is written. */
const lettersOnEvents: Readonly<Record<string, string>> = {
  'subscription.started': 'welcome',
  'invoice.paid': 'receipt',
  'win_back.offered': 'win-back-offer',
};

/** Writes to suppliers what billing owes them to say. Applied twice, it still writes once; an imported past is written to nobody. */
export const writeLetters: Consumer = {
  name: 'billing-letters',
  description: 'Welcomes new subscribers, sends receipts and offers to come back',
  types: Object.keys(lettersOnEvents),
  batchSize: 50,
  replay: {
    kind: 'refuses',
    why: 'It writes to suppliers. Each letter is written once by what it is about; what it missed is run again from its dead letter.',
  },
  apply: async (writer, events, { clock, uuids }) => {
    for (const { type, supplierId, resourceId, occurredAt } of events) {
      const template = lettersOnEvents[type];
      if (template === undefined || supplierId === null || !isNews(occurredAt, clock.now())) continue;
      const about = { template, supplierId, id: resourceId };
      await sendBillingLetter(writer, about, { now: clock.now(), uuids });
    }
  },
};
