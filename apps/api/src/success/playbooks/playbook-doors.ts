import { segmentFields } from '@wedsync/db/segments';
import { dryRunPlaybook, playbookResults } from '@wedsync/db/success';
import { idSchema } from '@wedsync/domain/platform';
import { playbookDefinitionSchema, playbookDryRunSchema, playbookResultsSchema } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineDoor, type Door } from '../../platform/index.ts';
import { playbookOf } from './playbooks.ts';

const draftRequest = z.strictObject({
  /** Null: it was never saved. */
  playbookId: idSchema('playbook').nullable(),
  draft: playbookDefinitionSchema(segmentFields),
});

/** What the pages of a playbook show besides its record. Nothing is written. */
export const playbookDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/playbooks/{id}/dry-run',
    summary: 'Who would enter a playbook as it was saved, and who would not',
    permission: 'playbooks:show',
    response: playbookDryRunSchema,
    answer: ({ store, actor, clock, params }) =>
      store.read(actor, async (reader) => {
        const { id, draft } = await playbookOf(reader, params.id);
        return dryRunPlaybook(reader, id, draft, clock.now());
      }),
  }),
  defineDoor({
    method: 'post',
    path: '/playbook-dry-runs',
    summary: 'Who would enter a playbook as it is being written, and who would not',
    permission: 'playbooks:show',
    body: draftRequest,
    response: playbookDryRunSchema,
    answer: ({ store, actor, clock, body: { playbookId, draft } }) =>
      store.read(actor, (reader) => dryRunPlaybook(reader, playbookId, draft, clock.now())),
  }),
  defineDoor({
    method: 'get',
    path: '/playbooks/{id}/results',
    summary: 'How a playbook does so far',
    permission: 'playbooks:show',
    response: playbookResultsSchema,
    answer: ({ store, actor, params }) =>
      store.read(actor, async (reader) => {
        const { id } = await playbookOf(reader, params.id);
        return playbookResults(reader, id);
      }),
  }),
];
