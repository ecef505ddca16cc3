import { tellMarketing, type MarketingNews } from '@wedsync/db/delivery';
import type { StoredSuccessEvent } from '@wedsync/db/platform';
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
    // An imported past begins no journey.
    const fresh = events.filter(({ occurredAt }) => isNews(occurredAt, now));
    await tellMarketing(writer, fresh.flatMap(newsOf), { now, uuids });
  },
};

function newsOf(event: StoredSuccessEvent): MarketingNews[] {
  return marketingRules.flatMap((rule) => {
    const properties = rule.eventType === event.type ? rule.propertiesOf(event.payload ?? {}) : null;
    return properties === null ? [] : [{ rule, event, properties }];
  });
}
