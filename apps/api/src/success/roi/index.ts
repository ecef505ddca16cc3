import { roiReport } from '@wedsync/db/success';
import { Invalid } from '@wedsync/domain/platform';
import { roiQuerySchema, roiReportSchema } from '@wedsync/domain/success';
import { defineDoor } from '../../platform/index.ts';

export const roiDoor = defineDoor({
  method: 'get',
  path: '/roi',
  summary: 'What playbooks brought against who was held out, what they cost, and what is worth doing next',
  permission: 'roi:show',
  query: roiQuerySchema,
  response: roiReportSchema,
  answer: ({ store, actor, clock, query }) => {
    if (query.from > query.to) throw Invalid({ message: 'Choose a period that ends after it begins.' });
    return store.read(actor, (reader) => roiReport(reader, query, clock.now()));
  },
});
