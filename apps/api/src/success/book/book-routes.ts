import { bookRisks, startablePlaybooks } from '@wedsync/db/success';
import { idSchema, NotFound } from '@wedsync/domain/platform';
import { bookRisksSchema, startablePlaybookSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { z } from 'zod';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../../platform/index.ts';

/** More than anybody calls in a week. */
const mostTold = 50;

const whose = z.strictObject({ ownerId: idSchema('staff').optional() });

/** What My book shows besides tasks: who of a book may leave, and what may be started for a supplier. */
export function bookRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/book-risks', async (req, res) => {
    const { store, actor, clock } = permitted(contextOf(req), 'churn-predictions:list');
    const { ownerId = actor.id } = whose.parse(req.query);
    res.json(await store.read(actor, (reader) => bookRisks(reader, ownerId, mostTold, clock.now())));
  });
  router.get('/suppliers/:id/startable-playbooks', async (req, res) => {
    const { store, actor, clock } = permitted(contextOf(req), 'playbooks:list');
    const { id } = req.params;
    const startable = await store.read(actor, (reader) => startablePlaybooks(reader, [id], clock.now()));
    const playbooks = startable.get(id);
    if (playbooks === undefined) throw NotFound({ what: 'supplier', id });
    res.json(playbooks);
  });
  return router;
}

export const bookDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/book-risks',
    summary: 'Who of a book may leave, by what acting is expected to save; of oneself unless `ownerId` says whose',
    auth: 'session',
    response: bookRisksSchema,
  },
  {
    method: 'get',
    path: '/suppliers/{id}/startable-playbooks',
    summary: 'Which playbooks a person may start for a supplier, and why not the others',
    auth: 'session',
    response: z.array(startablePlaybookSchema),
  },
];
