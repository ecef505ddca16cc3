import { explainHealth, findHealthScore, listHealthScores } from '@wedsync/db/success';
import { getSupplier } from '@wedsync/db/suppliers';
import { healthScoreFilterSchema, healthScoreRowSchema } from '@wedsync/domain/success';
import { defineDoor, defineResource } from '../../platform/index.ts';

/** Each supplier's current health with the reasons for it; the id is the supplier's. */
export const healthScores = defineResource({
  name: 'health-scores',
  description: 'Each supplier’s current health with the reasons for it',
  row: healthScoreRowSchema,
  filter: healthScoreFilterSchema,
  list: listHealthScores,
  show: findHealthScore,
});

export const healthExplanationDoor = defineDoor({
  method: 'get',
  path: '/health-scores/{id}/explanation',
  summary: 'Everything behind one score; null for a supplier that is not scored yet, which is no error',
  permission: 'health-scores:show',
  refusal: 'Your role does not read health.',
  async answer({ store, actor, clock, params: { id } }) {
    const explained = await store.read(actor, async (reader) => {
      await getSupplier(reader, id);
      return explainHealth(reader, id, clock.now());
    });
    return explained ?? null;
  },
});
