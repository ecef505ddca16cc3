import { tellMarketing } from '@wedsync/db/delivery';
import { isNews, marketingRules } from '@wedsync/domain/delivery';
import type { Consumer } from '../platform/index.ts';

/** Promises the marketing tool what its journeys go by, where one is configured. Applied twice, it still tells once. */
export const forwardToMarketing: Consumer = {
  name: 'marketing-automation',
  description: 'Tells the marketing tool of milestones, risks, referrals and payments of those who agreed to marketing',
  types: [...new Set(marketingRules.map(({ eventType }) => eventType))],
  batchSize: 50,
  replay: {
    kind: 'refuses',
    why: 'It speaks to the marketing tool. Each event goes there once by the key of its rule and event; what it missed is run again from its dead letter.',
  },
  apply: async (writer, events, { env, clock, uuids }) => {
    if (env.marketing === null) return;
    const now = clock.now();
    for (const event of events) {
      // An imported past begins no journey.
      if (!isNews(event.occurredAt, now)) continue;
      for (const rule of marketingRules) {
        if (rule.eventType !== event.type) continue;
        const properties = rule.propertiesOf(event.payload ?? {});
        if (properties !== null) await tellMarketing(writer, { rule, event, properties }, { now, uuids });
      }
    }
  },
};
