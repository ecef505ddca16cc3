import { bookRisks, nextActions, startablePlaybooks } from '@wedsync/db/success';
import { idSchema, NotFound } from '@wedsync/domain/platform';
import { bookRisksSchema, nextActionsSchema, startablePlaybookSchema } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineDoor, type Door } from '../../platform/index.ts';

/** More than anybody calls in a week. */
const mostTold = 50;

/** What My book and the supplier's page show besides tasks. */
export const bookDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/book-risks',
    summary: 'Who of a book may leave, by what acting is expected to save; of oneself unless `ownerId` says whose',
    permission: 'churn-predictions:list',
    query: z.strictObject({ ownerId: idSchema('staff').optional() }),
    response: bookRisksSchema,
    answer: ({ store, actor, clock, query: { ownerId = actor.id } }) =>
      store.read(actor, (reader) => bookRisks(reader, ownerId, mostTold, clock.now())),
  }),
  defineDoor({
    method: 'get',
    path: '/suppliers/{id}/startable-playbooks',
    summary: 'Which playbooks a person may start for a supplier, and why not the others',
    permission: 'playbooks:list',
    response: z.array(startablePlaybookSchema),
    async answer({ store, actor, clock, params: { id } }) {
      const startable = await store.read(actor, (reader) => startablePlaybooks(reader, [id], clock.now()));
      const playbooks = startable.get(id);
      if (playbooks === undefined) throw NotFound({ what: 'supplier', id });
      return playbooks;
    },
  }),
  defineDoor({
    method: 'get',
    path: '/suppliers/{id}/next-actions',
    summary: 'What can be done for a supplier now, what is expected to save most first',
    permission: 'churn-predictions:list',
    response: nextActionsSchema,
    async answer({ store, actor, clock, params: { id } }) {
      const actions = await store.read(actor, (reader) => nextActions(reader, id, clock.now()));
      if (actions === undefined) throw NotFound({ what: 'supplier', id });
      return actions;
    },
  }),
];
