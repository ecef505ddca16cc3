import { segmentFields } from '@wedsync/db/segments';
import { dryRunPlaybook, playbookResults } from '@wedsync/db/success';
import { idSchema } from '@wedsync/domain/platform';
import { playbookDefinitionSchema, playbookDryRunSchema, playbookResultsSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { z } from 'zod';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../../platform/index.ts';
import { playbookOf } from './playbooks.ts';

const draftRequest = z.strictObject({
  /** Null: it was never saved. */
  playbookId: idSchema('playbook').nullable(),
  draft: playbookDefinitionSchema(segmentFields),
});

/** What the pages of a playbook show besides its record: who would enter, as saved or as it is being typed, and how it does so far. Nothing is written. */
export function playbookRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/playbooks/:id/dry-run', async (req, res) => {
    const { store, actor, clock } = permitted(contextOf(req), 'playbooks:show');
    res.json(
      await store.read(actor, async (reader) => {
        const { id, draft } = await playbookOf(reader, req.params.id);
        return dryRunPlaybook(reader, id, draft, clock.now());
      }),
    );
  });
  router.post('/playbook-dry-runs', async (req, res) => {
    const { store, actor, clock } = permitted(contextOf(req), 'playbooks:show');
    const { playbookId, draft } = draftRequest.parse(req.body ?? {});
    res.json(await store.read(actor, (reader) => dryRunPlaybook(reader, playbookId, draft, clock.now())));
  });
  router.get('/playbooks/:id/results', async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'playbooks:show');
    res.json(
      await store.read(actor, async (reader) => {
        const { id } = await playbookOf(reader, req.params.id);
        return playbookResults(reader, id);
      }),
    );
  });
  return router;
}

export const playbookDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/playbooks/{id}/dry-run',
    summary: 'Who would enter a playbook as it was saved, and who would not',
    auth: 'session',
    response: playbookDryRunSchema,
  },
  {
    method: 'post',
    path: '/playbook-dry-runs',
    summary: 'Who would enter a playbook as it is being written, and who would not',
    auth: 'session',
    request: draftRequest,
    response: playbookDryRunSchema,
  },
  {
    method: 'get',
    path: '/playbooks/{id}/results',
    summary: 'How a playbook does so far',
    auth: 'session',
    response: playbookResultsSchema,
  },
];
