import { interventionFunnel } from '@wedsync/db/success';
import { daysBetween, Invalid } from '@wedsync/domain/platform';
import { interventionFunnelSchema, interventionPeriodSchema } from '@wedsync/domain/success';
import { defineDoor } from '../../platform/index.ts';

/** Two years of weeks: more is no chart that anybody reads. */
const mostDays = 740;

export const interventionFunnelDoor = defineDoor({
  method: 'get',
  path: '/intervention-funnel',
  summary: 'From wanting in to the goal, playbook by playbook, and week by week what was done',
  permission: 'interventions:list',
  query: interventionPeriodSchema,
  response: interventionFunnelSchema,
  answer: ({ store, actor, query: period }) => {
    const days = daysBetween(period.from, period.to);
    if (days < 0 || days > mostDays)
      throw Invalid({ message: `Choose a period of at most ${mostDays} days that ends after it begins.` });
    return store.read(actor, (reader) => interventionFunnel(reader, period));
  },
});
